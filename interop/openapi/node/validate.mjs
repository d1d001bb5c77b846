// Validates the documents that it is given: JSON on standard output, [{File, Valid, Errors}].
import fs from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'

const verdicts = []
for (const file of process.argv.slice(2)) {
  const result = await new Validator().validate(file)
  verdicts.push({ File: file, Valid: result.valid, Errors: result.errors ?? null })
}
fs.writeFileSync(1, JSON.stringify(verdicts))
