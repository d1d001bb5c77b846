'use strict';

// Polka. No options.

const polka = require('polka');

module.exports = (table) => {
  const app = polka();
  for (const endpoint of table.endpoints) {
    for (const path of endpoint.paths) {
      const ran = (req, res) => {
        res.setHeader('Ran', `${endpoint.number} ${req.method}`);
        res.end();
      };
      if (endpoint.method === '') app.all(path, ran);
      else app.add(endpoint.method, path, ran);
    }
  }
  return app.handler;
};
