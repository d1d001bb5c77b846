// Reads lines of JSON, {"policies": [...], "actions": [...]}, and prints for each a line with the actions that an
// evaluator of AWS policies allows.
import { createInterface } from 'node:readline'
import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate'

const allows = (policies, action) =>
  runUnsafeSimulation({
    request: {
      principal: 'arn:aws:iam::123456789012:user/caller',
      action,
      resource: { resource: '*', accountId: '123456789012' },
      contextVariables: {},
    },
    identityPolicies: policies.map((policy, i) => ({ name: String(i), policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {}) === 'Allowed'

for await (const line of createInterface({ input: process.stdin })) {
  const { policies, actions } = JSON.parse(line)
  console.log(JSON.stringify(actions.filter((action) => allows(policies, action))))
}
