// Applies overlays. Standard input is JSON: [{engine, document, overlay}], both as texts; standard output
// is JSON: [{document, warnings}], the document as a value.
import fs from 'node:fs'
import { parseWithPointers } from '@stoplight/yaml'
import { applyOverlay } from './node_modules/openapi-overlays-js/src/overlay.js'
import { Overlay } from './node_modules/bump-cli/dist/core/overlay.js'

const engines = {
  'openapi-overlays-js': (document, overlay) => applyOverlay(document, overlay),
  'bump-cli': (document, overlay) => new Overlay().run(document, overlay),
}

const results = []
for (const job of JSON.parse(fs.readFileSync(0, 'utf8'))) {
  const warnings = []
  const write = process.stderr.write
  process.stderr.write = (text) => { warnings.push(String(text)); return true }
  try {
    const overlay = parseWithPointers(job.overlay).data
    results.push({ document: engines[job.engine](JSON.parse(job.document), overlay), warnings })
  } finally {
    process.stderr.write = write
  }
}
fs.writeFileSync(1, JSON.stringify(results))
