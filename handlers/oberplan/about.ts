/** What the API is called, and where its pages say that it stands. */
export const about = {
  name: 'oberplan',
  title: 'Oberplan',
  documentedUrl: 'https://api.oberplan.com/v1',
} as const
