import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { groups } from './pages.ts'

const repository = 'https://github.com/contract-doubles/contract-doubles'
const isMade = existsSync(fileURLToPath(new URL('../api/README.md', import.meta.url)))

export default defineConfig({
  title: 'Contract Doubles',
  description: 'A mock server and msw handlers for documented APIs, each held to its contract.',
  lang: 'en',
  cleanUrls: true,
  ignoreDeadLinks: 'localhostLinks',
  // Eighty characters of code side by side with the two lists.
  head: [['style', {}, ':root { --vp-code-font-size: 0.8125em }']],
  // On GitHub a folder shows its README, on the site its index.
  rewrites: { 'README.md': 'index.md', 'api/README.md': 'api/index.md' },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    languageAlias: { haproxy: 'ini' },
  },
  vite: { build: { chunkSizeWarningLimit: 3000 } },
  themeConfig: {
    search: {
      provider: 'local',
      // A page for readers comes before the reference of every name.
      options: {
        miniSearch: { searchOptions: { boostDocument: id => (id.startsWith('/api/') ? 0.1 : 1) } },
      },
    },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/start/vitest' },
      { text: 'Your own API', link: '/your-own-api' },
      ...(isMade ? [{ text: 'API reference', link: '/api/' }] : []),
      // The theme's own symbol for it may be asked for elsewhere.
      { text: 'GitHub', link: repository },
    ],
    sidebar: [
      ...groups.map(({ title, pages }) => ({
        text: title,
        items: pages.map(([file, name]) => ({ text: name, link: `/${file}` })),
      })),
      ...(isMade ? [{ text: 'Names', items: [{ text: 'API reference', link: '/api/' }] }] : []),
    ],
  },
})
