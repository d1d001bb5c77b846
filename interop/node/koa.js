'use strict';

// Koa with @koa/router. Options: those of new Router().

const Koa = require('koa');
const Router = require('@koa/router');

module.exports = (table) => {
  const app = new Koa();
  const router = new Router(table.options ?? {});
  for (const endpoint of table.endpoints) {
    const ran = (ctx) => {
      ctx.set('Ran', `${endpoint.number} ${ctx.method}`);
      ctx.status = 200;
    };
    if (endpoint.method === '') router.all(endpoint.paths, ran);
    else router.register(endpoint.paths, [endpoint.method], ran);
  }
  app.silent = true;
  app.use(router.routes()).use(router.allowedMethods());
  return app.callback();
};
