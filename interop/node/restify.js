'use strict';

// restify. Options: those of restify.createServer(), and sanitize (a plugin cleans the path first).

const restify = require('restify');

const methods = { GET: 'get', HEAD: 'head', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'del', OPTIONS: 'opts' };

module.exports = (table) => {
  const { sanitize, ...options } = table.options ?? {};
  const server = restify.createServer(options);
  if (sanitize) server.pre(restify.plugins.pre.sanitizePath());
  for (const endpoint of table.endpoints) {
    for (const path of endpoint.paths) {
      for (const method of endpoint.method === '' ? Object.keys(methods) : [endpoint.method]) {
        server[methods[method]](path, (req, res, next) => {
          res.set('Ran', `${endpoint.number} ${req.method}`);
          res.send(200);
          next();
        });
      }
    }
  }
  return (req, res) => server.server.emit('request', req, res);
};
