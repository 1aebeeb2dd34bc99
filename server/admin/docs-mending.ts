// What the viewer leaves undone for those who see little, or hear the page: its own stylesheet is too pale in the light
// and too dark in the dark, and its markup lacks names.

/** Comes after the viewer's own stylesheet. */
export const style = `
body { margin: 0 }
.swagger-ui .microlight span[style*="rgb(211, 99, 99)"] { color: #ff9d94 !important }
html:not(.dark-mode) .swagger-ui {
  .info a, .info .url, a.link { color: #1d4ed8 }
  .info .title small { background: #4b5563 }
  .info .title small.version-stamp { background: #3f6212 }
  .info .title small pre { color: #fff; background: none }
  .opblock.opblock-get .opblock-summary-method { background: #1d5fae }
  .opblock.opblock-post .opblock-summary-method { background: #15713f }
  .opblock.opblock-put .opblock-summary-method { background: #8a5200 }
  .opblock.opblock-patch .opblock-summary-method { background: #0b6b5b }
  .opblock.opblock-delete .opblock-summary-method { background: #b42318 }
  .btn.authorize { color: #15713f; border-color: #15713f }
  .btn.authorize svg { fill: #15713f }
  .btn.cancel { color: #b42318; border-color: #b42318 }
  .btn.execute { background: #1d4ed8; border-color: #1d4ed8 }
  .download-contents, .copy-to-clipboard { background: #4b5563 }
  .parameter__in, .parameter__extension, .prop-format { color: #4b5563 }
  .parameter__name.required span, .parameter__name.required::after,
  .opblock-section-request-body .required { color: #b42318 }
  .json-schema-2020-12__constraint { background: #6b4a06 }
  .json-schema-2020-12-expand-deep-button, .json-schema-2020-12__attribute--muted { color: #4b5563 }
}
html.dark-mode .swagger-ui {
  .btn.cancel, .opblock .opblock-section-header .try-out__btn.cancel {
    color: #ff9d94; border-color: #ff9d94;
  }
  .opblock.opblock-put .opblock-section-header { background: #5a3522 }
  .header-col, .examples-select__section-label, .example__section-header { color: #e4e6e6 }
  .parameter__name.required span, .parameter__name.required::after,
  .opblock-section-request-body .required { color: #ff9d94 }
}
`

/** Gives whatever the viewer draws, whenever it draws it, its names and its levels. */
export const script = `
const mends = [
  ['.information-container', { role: 'region', 'aria-label': 'About this API' }],
  ['.schemes-server-container', { role: 'region', 'aria-label': 'Server and credentials' }],
  ['.dialog-ux', { role: 'dialog', 'aria-modal': true, 'aria-label': 'Credentials' }],
  ['#servers', { 'aria-label': 'Server' }],
  ['.examples-select-element', { 'aria-label': 'Example' }],
  ['.body-param textarea', { 'aria-label': 'Request body' }],
  ['.microlight, .curl', { tabindex: 0 }],
  ['.close-modal', { 'aria-label': 'Close' }],
  ['.auth[aria-label]', { 'aria-label': null }],
  ['table[role=region]', { role: null }],
  ['h3.opblock-tag, .modal-ux h3', { role: 'heading', 'aria-level': 2 }],
  ['h4, h5', { role: 'heading', 'aria-level': 3 }],
  ['h6', { role: 'heading', 'aria-level': 4 }],
]
const docs = document.querySelector('#docs')
const mend = () => {
  for (const [selector, attributes] of mends) {
    for (const element of docs.querySelectorAll(selector)) {
      for (const [name, value] of Object.entries(attributes)) {
        if (value === null) element.removeAttribute(name)
        else element.setAttribute(name, value)
      }
    }
  }
}
const label = () => {
  for (const row of docs.querySelectorAll('[data-param-name]')) {
    for (const field of row.querySelectorAll('input, select, textarea')) {
      field.setAttribute('aria-label', row.dataset.paramName)
    }
  }
}
new MutationObserver(() => (mend(), label())).observe(docs, { childList: true, subtree: true })
`
