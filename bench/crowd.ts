// As many entities as are asked for, as data: all fields filled, twenty of them alike where a list is filtered.

/** How many share what a filter looks for. */
export const alike = 20

const timeOf = (nth: number): string =>
  new Date(1.7e12 + nth * 1000).toISOString().replace('.000Z', 'Z')

/** A user of Overplane; the rivals hold the same. */
export const overplaneUser = (nth: number) => ({
  id: `user_${nth}`,
  created_at: timeOf(nth),
  updated_at: timeOf(nth),
  email: `user_${nth}@example.com`,
  first_name: `Ada ${nth}`,
  middle_name: 'Augusta',
  last_name: familyOf(Math.floor(nth / alike)),
  full_name: `Ada Augusta Lovelace ${nth}`,
  username: `ada_${nth}`,
  enabled: nth % 10 > 0,
  user_type: 'System User',
  language: 'en',
  time_zone: 'Europe/London',
  user_image: `https://cdn.example.com/users/${nth}.jpg`,
  gender: 'female',
  phone: '+44 20 7946 0000',
  mobile_no: '+44 7700 900000',
  birth_date: '1995-12-10',
  last_login: timeOf(nth + 100),
  last_active: timeOf(nth + 200),
  api_key: null,
  api_secret: null,
  signature_image: null,
})

/** The last name of `alike` users. */
export const familyOf = (nth: number): string => `Lovelace ${nth}`

/** One of twenty rows of a project. */
const projectUser = (nth: number) => ({
  id: `project-user_${nth}`,
  idx: (nth % alike) + 1,
  parent_id: parentOf(Math.floor(nth / alike)),
  parent_type: 'Project',
  user: `user_${nth}`,
  email: `user_${nth}@example.com`,
  image: `https://cdn.example.com/users/${nth}.jpg`,
  full_name: `Ada Augusta Lovelace ${nth}`,
  welcome_email_sent: true,
  view_attachments: false,
  hide_timesheets: false,
  project_status: 'On time',
})

export const parentOf = (nth: number): string => `project_${nth}`

/** Ids count from 1 there, and the last digits of an address are what a filter finds. */
export const pterodactylUser = (nth: number) => ({
  id: nth + 1,
  external_id: `customer-${nth}`,
  uuid: `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
  username: `user_${nth}`,
  email: `user_${nth}@example.com`,
  first_name: `Ada ${nth}`,
  last_name: 'Lovelace',
  language: 'en',
  root_admin: false,
  '2fa': nth % 4 === 0,
  password: null,
  created_at: timeOf(nth).replace('Z', '+00:00'),
  updated_at: timeOf(nth).replace('Z', '+00:00'),
})

export const oberplanUser = (nth: number) => ({
  id: `account${nth}`,
  email: emailOf(nth),
  password: passwordOf(nth),
  pending_email: null,
  activation: null,
  firstname: `Ada ${nth}`,
  lastname: 'Lovelace',
  language_tag: 'en' as const,
  date_format: 'm/d/Y' as const,
  time_format: 'h:i a' as const,
  timezone: 'US/Eastern',
  first_day_of_week: 'sunday' as const,
  allow_collaboration: true,
  profile_completed: true,
  collaboration_limit: 100,
  request_rate_limit: 100,
  schedules_limit: 20,
  created_at: timeOf(nth),
  updated_at: timeOf(nth),
})

export const emailOf = (nth: number): string => `user_${nth}@example.com`
export const passwordOf = (nth: number): string => `password-${nth}`

/** The entities of all our APIs, as a world in a file has them. */
export const crowdOf = (size: number) => ({
  overplane: { users: many(size, overplaneUser), projectUsers: many(size, projectUser) },
  pterodactyl: { users: many(size, pterodactylUser) },
  oberplan: { users: many(size, oberplanUser) },
})

export const many = <Entity>(size: number, make: (nth: number) => Entity): Entity[] =>
  Array.from({ length: size }, (_, nth) => make(nth))
