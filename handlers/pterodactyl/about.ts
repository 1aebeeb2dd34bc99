/** What the API is called, and where its pages say that it stands. */
export const about = {
  name: 'pterodactyl',
  title: 'Pterodactyl',
  documentedUrl: 'https://panel.example.com',
} as const
