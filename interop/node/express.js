'use strict';

// Express. Options: settings, override (a header names the method), mount (a router for each first segment
// that is a literal).

const methodOverride = require('method-override');

function register(router, endpoint, paths) {
  const method = endpoint.method === '' ? 'all' : endpoint.method.toLowerCase();
  router[method](paths, (req, res) => {
    res.set('Ran', `${endpoint.number} ${req.method}`);
    res.end();
  });
}

// mounted registers an endpoint with the router of its first segment, if that is a literal.
function mounted(app, { Router, routers }, endpoint) {
  for (const path of endpoint.paths) {
    const [, first, rest] = /^(\/[^/]*)(.*)$/.exec(path);
    if (/[:*]/.test(first) || first === '/') {
      register(app, endpoint, [path]);
      continue;
    }
    if (!routers[first]) app.use(first, (routers[first] = Router()));
    register(routers[first], endpoint, [rest || '/']);
  }
}

module.exports = (version) => (table) => {
  const express = require(version);
  const app = express();
  const { settings, override, mount } = table.options ?? {};
  for (const [name, value] of Object.entries(settings ?? {})) app.set(name, value);
  if (override) app.use(methodOverride('X-HTTP-Method-Override', { methods: null }));
  const mounts = { Router: express.Router, routers: {} };
  for (const endpoint of table.endpoints) {
    if (mount) mounted(app, mounts, endpoint);
    else register(app, endpoint, endpoint.paths);
  }
  // Express answers an error, such as a bad escape, with its stack on stderr unless told otherwise.
  app.use((err, req, res, next) => res.status(err.status ?? 500).end());
  return app;
};
