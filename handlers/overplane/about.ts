/** What the API is called, and where its pages say that it stands. */
export const about = {
  name: 'overplane',
  title: 'Overplane',
  documentedUrl: 'https://api.overplane.dev',
} as const
