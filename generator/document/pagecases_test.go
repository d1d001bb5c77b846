package document_test

// pageCases are pages with more than one table, and with texts around them.
var pageCases = []smallDocument{
	{about: "headings are groups", file: "a.md", text: "# API\n\n## Shelves\n\n| URL | Permission |\n|---|---|\n| GET /shelves | shelf:list |\n\n## **Books**\n\n| URL | Permission |\n|---|---|\n| GET /books | book:list |\n",
		want: []string{"GET /shelves shelf:list [Shelves]", "GET /books book:list [Books]"}},
	{about: "headings of two levels are groups", file: "a.html", text: "<h1>API<h1><h2>Shelves</h2><h3>Read</h3><table><tr><th>URL<th>Permission<tr><td>GET /shelves<td>shelf:list</table><h3>Write</h3><table><tr><th>URL<th>Permission<tr><td>POST /shelves<td>shelf:add</table><h2>Books</h2><table><tr><th>URL<th>Permission<tr><td>GET /books<td>book:list</table>",
		want: []string{"GET /shelves shelf:list [Shelves > Read]", "POST /shelves shelf:add [Shelves > Write]", "GET /books book:list [Books]"}},
	{about: "headings are groups in reStructuredText", file: "a.rst", text: "API\n===\n\nShelves\n-------\n\n=========  ==========\nURL        Permission\n=========  ==========\nGET /a     shelf:list\n=========  ==========\n\nBooks\n-----\n\n=========  ==========\nURL        Permission\n=========  ==========\nGET /b     book:list\n=========  ==========\n",
		want: []string{"GET /a shelf:list [Shelves]", "GET /b book:list [Books]"}},
	{about: "a heading of one table is no group", file: "a.md", text: "# API\n\n## Permissions\n\n| URL | Permission |\n|---|---|\n| GET /a | x:a |\n",
		want: []string{"GET /a x:a [API]"}},
	{about: "captions are groups", file: "a.html", text: "<h1>API</h1><p>表 1 Cluster</p><table><tr><th>URL<th>授权项<tr><td>GET /a<td>x:a</table><p>表 2 Node</p><table><tr><th>URL<th>授权项<tr><td>GET /b<td>x:b</table>",
		want: []string{"GET /a x:a [Cluster]", "GET /b x:b [Node]"}},
	{about: "captions inside of tables are groups", file: "a.html", text: "<table><caption>Table 1 Cluster</caption><tr><th>URL<th>授权项<tr><td>GET /a<td>x:a</table><table><caption>Table 2 Node</caption><tr><th>URL<th>授权项<tr><td>GET /b<td>x:b</table>",
		want: []string{"GET /a x:a [Cluster]", "GET /b x:b [Node]"}},
	{about: "captions in a flat text", file: "a.txt", text: "API access\n\n表1 Cluster\n\n接口名称\n\nURL\n\n授权项\n\nList\n\nGET /a\n\nx:a\n\n表2 Node\n\n接口名称\n\nURL\n\n授权项\n\nGet\n\nGET /b\n\nx:b\n",
		want: []string{"GET /a x:a [Cluster]", "GET /b x:b [Node]"}},
	{about: "headings in a flat text", file: "a.txt", text: "API access\n\nShelves\n\nURL\n\n授权项\n\nGET /a\n\nx:a\n\nBooks\n\nURL\n\n授权项\n\nGET /b\n\nx:b\n",
		want: []string{"GET /a x:a [Shelves]", "GET /b x:b [Books]"}},
	{about: "a heading in a template", columns: "code={heading}:{cell}", file: "a.md", text: "# API\n\n## Shelves\n\n| URL | Permission |\n|---|---|\n| GET /a | Read |\n| POST /a | write |\n\n## Book sets\n\n| URL | Permission |\n|---|---|\n| GET /b | Read |\n",
		want: []string{"GET /a Shelves:Read [Shelves]", "POST /a Shelves:write [Shelves]", "GET /b Book-sets:Read [Book sets]"}},
	{about: "a table with unknown headers", file: "a.md", text: "| URL | Permission |\n|---|---|\n| GET /a | x:a |\n\ntext\n\n| Wo | Was |\n|---|---|\n| GET /b | x:b |\n| GET /c | x:c |\n",
		want: []string{"GET /a x:a"}, open: []string{"a table with 2 rows of routes"}, left: 2},
	{about: "a table with codes and no routes", file: "a.md", text: "| URL | Permission |\n|---|---|\n| GET /a | x:a |\n\ntext\n\n| Code | Meaning |\n|---|---|\n| x:a | hides prices |\n",
		want: []string{"GET /a x:a"}, open: []string{"a table that holds codes", "says something of the code x:a"}},
	{about: "a table of something else", file: "a.md", text: "| URL | Permission |\n|---|---|\n| GET /a | x:a |\n\ntext\n\n| Error | Meaning |\n|---|---|\n| 403 | denied |\n",
		want: []string{"GET /a x:a"}},
	{about: "a second table in a CSV", file: "a.csv", text: "API,URL,Permission\nList,GET /a,x:a\n\nAPI,Scope,URL\nAdd,x:b,POST /a\n",
		want: []string{"GET /a x:a", "POST /a x:b"}},
	{about: "a second table with unknown headers in a CSV", file: "a.csv", text: "API,URL,Permission\nList,GET /a,x:a\n\nWas,Wo,Darf\nAdd,POST /a,x:b\n",
		want: []string{"GET /a x:a"}, open: []string{"a header that is not known", "below a header that is not known"}, left: 1},
	{about: "an unknown header in one HTML table", file: "a.html", text: "<table><tr><th>API<th>URL<th>Permission<tr><td>List<td>GET /a<td>x:a<tr><th>Was<th>Wo<th>Darf<tr><td>Add<td>POST /a<td>x:b</table>",
		want: []string{"GET /a x:a"}, open: []string{"a header that is not known", "below a header that is not known"}, left: 1},
	{about: "a header again", file: "a.html", text: "<table><tr><th>API<th>URL<th>Permission<tr><td>List<td>GET /a<td>x:a<tr><th>API<th>URL<th>Permission<tr><td>Add<td>POST /a<td>x:b</table>",
		want: []string{"GET /a x:a", "POST /a x:b"}},
	{about: "a row before the header", file: "a.csv", text: "List,GET /b,x:b\nAPI,URL,Permission\nList,GET /a,x:a\n",
		want: []string{"GET /a x:a"}, open: []string{"before the header"}, left: 1},
	{about: "a sentence that names a code", file: "a.md", text: "lib:price:view only hides prices; it never blocks.\n\n| URL | Permission |\n|---|---|\n| GET /a | lib:price:view |\n| GET /b | lib:b |\n",
		want: []string{"GET /a lib:price:view", "GET /b lib:b"}, open: []string{"says something of the code lib:price:view"}},
	{about: "a sentence that names a code in a flat text", file: "a.txt", text: "API access\n\nlib:price:view只隐藏价格，不拦截。\n\n接口名称\n\nURL\n\n权限码\n\nList\n\nGET /a\n\nlib:price:view\n\nAdd\n\nPOST /a\n\nlib:b\n",
		want: []string{"GET /a lib:price:view", "POST /a lib:b"}, open: []string{"says something of the code lib:price:view"}},
	{about: "a note below the table", file: "a.md", text: "| URL | Permission |\n|---|---|\n| GET /a | x:a |\n| DELETE /a | x:b |\n\nNote: DELETE is for owners alone.\n\nNote: the API may change.\n\nSee also the guide.\n",
		want: []string{"GET /a x:a", "DELETE /a x:b"}, open: []string{"says something of a route or a code"}},
	{about: "a note on two lines", file: "a.html", text: "<table><tr><th>URL<th>授权项<tr><td>GET /a<td>x:a</table><div><span>说明：</span><p>DELETE需要管理员。</p></div>",
		want: []string{"GET /a x:a"}, open: []string{"说明： DELETE需要管理员。"}},
	{about: "a base path in the text", file: "a.md", text: "# API\n\nBase path: `/v1/{project}`\n\n| URL | Permission |\n|---|---|\n| GET /a | x:a |\n| GET /v1/{project}/b | x:b |\n",
		want: []string{"GET /v1/{project}/a x:a", "GET /v1/{project}/b x:b"}},
	{about: "a heading is a base path", file: "a.md", text: "# API\n\n## `/v1/shelves`\n\n| Method | Path | Permission |\n|---|---|---|\n| GET | / | x:a |\n| GET | /{id} | x:b |\n\n## /v1/books\n\n| Method | Path | Permission |\n|---|---|---|\n| GET | /v1/books | x:c |\n",
		want: []string{"GET /v1/shelves x:a", "GET /v1/shelves/{id} x:b", "GET /v1/books x:c"}, open: []string{"the heading is a path"}},
	{about: "the innermost group in a template", columns: "code={heading}:{cell}", file: "a.csv", text: "Module,URL,Permission\nOrders,GET /a,Read\n,POST /a,Write\nBills,GET /b,Read\n",
		want: []string{"GET /a Orders:Read", "POST /a Orders:Write", "GET /b Bills:Read"}},
	{about: "a vendor's page as flat text", file: "a.txt", text: hwFlat,
		want: []string{"POST /v1/{project_id}/cloudservers ecs:cloudServers:create", "GET /v1/{project_id}/cloudservers/{server_id} ecs:cloudServers:get", "GET /v1/{project_id}/cloudservers/detail ecs:cloudServers:list"}},
	{about: "combine any", file: "a.md", text: "只要有权限项中的一条即可以调用。\n\n| URL | 授权项 |\n|---|---|\n| GET /a | x:a, x:b |\n| GET /b | x:a and x:b |\n",
		want: []string{"GET /a x:a|x:b", "GET /b x:a+x:b"}},
	{about: "combine all", file: "a.md", text: "The API cannot be called if one of its actions is not granted.\n\n| URL | 授权项 |\n|---|---|\n| GET /a | x:a, x:b |\n",
		want: []string{"GET /a x:a+x:b"}},
	{about: "two sentences that disagree", file: "a.md", text: "An API can be called as long as one of its actions is granted.\n\nThe API cannot be called if one of its actions is not granted.\n\n| URL | 授权项 |\n|---|---|\n| GET /a | x:a, x:b |\n",
		want: []string{"GET /a x:a+x:b"}, open: []string{"contradicts another sentence: all"}},
	{about: "no table", file: "a.md", text: "GET /a needs x:a.\n"},
	{about: "nothing understood", file: "a.csv", text: "URL,Permission\nGET /a,see below\n"},
	{about: "more than one file's formats in one file", file: "a.md", text: "| URL | Permission |\n|---|---|\n| GET /a | x:a |\n\n<table><tr><th>URL<th>Permission<tr><td>GET /b<td>x:b</table>\n\n+--------+------------+\n| URL    | Permission |\n+========+============+\n| GET /c | x:c        |\n+--------+------------+\n",
		want: []string{"GET /a x:a", "GET /b x:b", "GET /c x:c"}},
	{about: "a layout table", file: "a.html", text: "<table><tr><td><h2>Shelves</h2><table><tr><th>URL<th>Permission<tr><td>GET /a<td>x:a</table></td><td><h2>Books</h2><table><tr><th>URL<th>Permission<tr><td>GET /b<td>x:b</table></td></tr></table>",
		want: []string{"GET /a x:a [Shelves]", "GET /b x:b [Books]"}},
	{about: "dependencies in a flat text", file: "a.txt", text: "接口名称\n\nURL\n\n授权项\n\n依赖的授权项\n\nList\n\nGET /a\n\nx:a\n\nx:b\n\nAdd\n\nPOST /a\n\nx:c\n\n-\n",
		want: []string{"GET /a x:a", "POST /a x:c"}},
	{about: "a requirement that is not understood in a flat text", file: "a.txt", text: "接口名称\n\nURL\n\n授权项\n\nList\n\nGET /a\n\nx:a (仅管理员)\n\nAdd\n\nPOST /a\n\nx:c\n",
		want: []string{"GET /a closed", "POST /a x:c"}, open: []string{"GET /a"}},
	{about: "a second line of codes that is not understood in a flat text", file: "a.txt", text: "接口名称\n\nURL\n\n授权项\n\nList\n\nGET /a\n\nx:a\n\n(仅管理员)\n\nAdd\n\nPOST /a\n\nx:c\n\nGet\n\nGET /b\n\nx:d\n\n（仅管理员）\n",
		want: []string{"GET /a closed", "POST /a x:c", "GET /b closed"}, open: []string{"GET /a", "more cells than columns", "GET /b"}},
	{about: "a text with a further code in a flat text", file: "a.txt", text: "接口名称\n\nURL\n\n授权项\n\n说明\n\nList\n\nGET /a\n\nx:a\n\nx:b (可选)\n\nAdd\n\nPOST /a\n\nx:c\n\n增加。\n",
		want: []string{"GET /a x:a", "POST /a x:c"}, open: []string{"names the code x:b"}},
	{about: "alternatives on lines in a flat text", file: "a.txt", text: "接口名称\n\nURL\n\n授权项\n\nList\n\nGET /a\n\nx:a\n\nor\n\nx:b\n\nAdd\n\nPOST /a\n\nx:c and\n\nx:d\n\nGet\n\nGET /b\n\nx:e\n",
		want: []string{"GET /a x:a|x:b", "POST /a x:c+x:d", "GET /b x:e"}},
	{about: "an opened list with a row left out", file: "a.md", text: "APIs not listed in the table do not require permissions.\n\n| URL | Permission |\n|---|---|\n| GET /a | x:a |\n| see below | x:b |\n",
		want: []string{"GET /a x:a"}, open: []string{"see below", "written as unlisted: {path: nobody}"}, left: 1},
}

const hwFlat = `生命周期管理

权限

对应API接口

授权项（Action）

依赖的授权项

IAM项目

（Project）

企业项目

（Enterprise Project）

创建云服务器

POST /v1/{project_id}/cloudservers

ecs:cloudServers:create

ecs:servers:get

√

√

查询云服务器详情

GET /v1/{project_id}/cloudservers/{server_id}

ecs:cloudServers:get

-

√

√

查询云服务器列表

GET /v1/{project_id}/cloudservers/detail

ecs:cloudServers:list

-

√

x
`
