declare module '*.css'

declare module '*.css?inline' {
  const text: string

  // biome-ignore lint/style/noDefaultExport: so Vite gives it
  export default text
}
