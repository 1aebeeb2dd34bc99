// Stands in for the part of @mswjs/data that makes msw handlers out of models (jest.config.json puts it there).
// Contract Doubles never calls it, but it loads the CommonJS build of msw, which `require`s modules that are
// ESM alone: Node does so since 20.19, Jest since Node 24.9.
module.exports = {}
