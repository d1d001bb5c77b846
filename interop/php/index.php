<?php

// Hosts route tables on Symfony's kernel, for nginx with php-cgi or PHP's own server. The folder for the tables
// is in the environment, as TABLES.
//
// A POST whose x-server is "new" has a table as JSON, {framework, options, endpoints}, and is answered with the
// table's number; requests with that number as x-server are the table's. An endpoint is {number, method, paths},
// where method "" means all methods. What runs says so in the header Ran: its number and the method that it saw.
// Options: override (a header or _method names the method).

use Symfony\Component\EventDispatcher\EventDispatcher;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\RequestStack;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\HttpKernel\Controller\ArgumentResolver;
use Symfony\Component\HttpKernel\Controller\ControllerResolver;
use Symfony\Component\HttpKernel\EventListener\RouterListener;
use Symfony\Component\HttpKernel\Exception\HttpExceptionInterface;
use Symfony\Component\HttpKernel\HttpKernel;
use Symfony\Component\Routing\Matcher\UrlMatcher;
use Symfony\Component\Routing\RequestContext;
use Symfony\Component\Routing\Route;
use Symfony\Component\Routing\RouteCollection;

foreach (['EventDispatcher', 'HttpFoundation', 'HttpKernel', 'Routing'] as $component) {
    require_once "/usr/share/php/Symfony/Component/$component/autoload.php";
}

/** Keeps a table as a file, and returns its number. */
function host(string $table): string
{
    $lock = fopen(getenv('TABLES') . '/lock', 'c');
    flock($lock, LOCK_EX);
    $number = count(glob(getenv('TABLES') . '/*.json'));
    file_put_contents(getenv('TABLES') . "/$number.json", $table);
    return (string) $number;
}

/** Returns the routes of a table. */
function routes(array $endpoints): RouteCollection
{
    $routes = new RouteCollection();
    foreach ($endpoints as $endpoint) {
        foreach ($endpoint['paths'] as $path) {
            $controller = fn (Request $request) => new Response('', 200, ['Ran' => "{$endpoint['number']} {$request->getMethod()}"]);
            $methods = $endpoint['method'] === '' ? [] : [$endpoint['method']];
            $route = new Route($path, ['_controller' => $controller], ['rest' => '.+'], [], null, [], $methods);
            $routes->add("{$endpoint['number']} $path", $route);
        }
    }
    return $routes;
}

$number = $_SERVER['HTTP_X_SERVER'];
if ($number === 'new') {
    echo host(file_get_contents('php://input'));
    exit;
}
$table = json_decode(file_get_contents(getenv('TABLES') . '/' . (int) $number . '.json'), true);
if ($table['options']['override'] ?? false) {
    Request::enableHttpMethodParameterOverride();
}
$dispatcher = new EventDispatcher();
$stack = new RequestStack();
$dispatcher->addSubscriber(new RouterListener(new UrlMatcher(routes($table['endpoints']), new RequestContext()), $stack));
$kernel = new HttpKernel($dispatcher, new ControllerResolver(), $stack, new ArgumentResolver());
try {
    $response = $kernel->handle(Request::createFromGlobals());
} catch (HttpExceptionInterface $exception) {
    $response = new Response('', $exception->getStatusCode());
}
$response->send();
