package table

import (
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
	"slices"
	"strings"
)

// A role is what a column holds.
type role uint8

const (
	roleIgnored role = iota
	roleGroup        // a heading of rows
	roleName
	roleID
	roleMethod
	roleRoute // METHOD /path, or the path beside a column of methods
	roleCode
	roleText // what the permission allows
	roles    // how many there are
)

// roleNames holds what --columns calls the roles.
var roleNames = [roles]string{"ignore", "group", "name", "id", "method", "route", "code", "text"}

// RoleNames returns what a Column's Role can be.
func RoleNames() []string { return roleNames[:] }

// A Column says what the column of a header name holds.
type Column struct {
	Role string // one of RoleNames
	Name string // the header name
}

// A column of a table.
type column struct {
	role role
	name string
}

type columns []column

// words holds, for header names by their key, the roles that they can stand for, the likeliest first.
type words map[string][]role

// vocabulary returns what header names mean. Those that the user has named mean that alone.
func vocabulary(named []Column) words {
	v := words{}
	for _, line := range headerNames {
		for name := range strings.SplitSeq(line.names, "|") {
			if k := notation.Key(name); k != "" {
				v[k] = append(v[k], line.role)
			}
		}
	}
	for _, c := range named {
		v[notation.Key(c.Name)] = []role{role(slices.Index(roleNames[:], c.Role))}
	}
	return v
}

// headerNames holds what vendors call columns. A name that stands in several lines is decided by what
// the column holds.
var headerNames = []struct {
	role  role
	names string
}{
	{roleGroup, "场景|子场景|一级场景|二级场景|业务场景|使用场景|应用场景|模块|子模块|功能模块|一级模块|二级模块|分类|子分类|一级分类|二级分类|类别|分组|目录|业务|服务|产品|功能|領域|類別|場景|子場景"},
	{roleGroup, "Scenario|Sub-Scenario|Scene|Sub-Scene|Use Case|Module|Sub-Module|Submodule|Category|Subcategory|Sub-Category|Group|Subgroup|Section|Subsection|Area|Domain|Feature|Function|Service|Product|Resource|Topic|Chapter"},
	{roleGroup, "シナリオ|サブシナリオ|カテゴリ|カテゴリー|分類|Escenario|Subescenario|Sub-escenario|Categoría|Módulo|Scénario|Sous-scénario|Catégorie|Szenario|Unterszenario|Kategorie|Cenário|Subcenário|Categoria|Сценарий|Подсценарий|Категория|시나리오|하위 시나리오"},
	{roleName, "接口名称|接口名|接口|API名称|API名|API|名称|操作|操作名称|功能名称|功能说明|接口描述|接口说明|接口功能|API描述|API说明|接口名稱|API名稱|名稱"},
	{roleName, "Interface|Interface Name|Interface Description|API|API Name|API Description|API Interface|Name|Operation|Operation Name|Title|Summary|Endpoint Name|Description|Method Name|Permission|Permissions"},
	{roleName, "インターフェイス名|インターフェース名|インターフェース|API名|操作|Nombre de la API|Nombre de API|Interfaz|Nombre|Nom de l'API|Nom de l’API|Interface|Nom|API-Name|Schnittstelle|Nome da API|Interface|Nome|Имя API|Название API|Интерфейс|API 이름|인터페이스"},
	{roleID, "operationId|Operation ID|API ID|Action Name|接口标识|接口ID|接口编码|接口英文名|英文名称"},
	{roleMethod, "请求方法|请求方式|HTTP方法|HTTP请求方法|HTTP 动词|方法|请求类型|接口方法|調用方法|請求方法|Method|HTTP Method|Request Method|Verb|HTTP Verb|HTTP|Método|Método HTTP|Méthode|Méthode HTTP|HTTP-Methode|Methode|メソッド|HTTPメソッド|Метод"},
	{roleRoute, "接口URL|接口URI|URL|URI|接口地址|请求地址|接口路径|请求路径|路径|API路径|API地址|API URL|API URI|请求URL|请求URI|资源路径|对应API接口|对应API|接口|API|请求|請求路徑|路徑|接口網址"},
	{roleRoute, "URL|URI|API URL|API URI|API Path|Interface URL|Interface URI|Request URL|Request URI|Request|HTTP Request|Method and URI|Method and URL|Method and Path|URL Path|Resource Path|Resource|Path|Endpoint|API Endpoint|Route|API|リクエスト|パス|Ruta|Chemin|Pfad|Caminho|Путь|경로"},
	{roleCode, "权限码|权限编码|权限代码|权限标识|权限标识符|权限点|权限项|权限项编码|权限|授权项|授权码|所需权限|需要的权限|必要权限|依赖的授权项|权限code|Action|操作|權限碼|權限|授權項"},
	{roleCode, "Permission Code|Permission Codes|Permission|Permissions|Permission Item|Permission ID|Permission Key|Required Permission|Required Permissions|Required Scope|Required Scopes|Code|Codes|Action|Actions|IAM Action|Required Action|Scope|Scopes|OAuth Scope|Privilege|Privileges|Authority|Authorities|Role|Roles|Authorization Item|Access Right"},
	{roleCode, "権限コード|権限|アクション|Código de permiso|Código de permisos|Permiso|Permisos|Acción|Code de permission|Code d'autorisation|Autorisation|Action|Berechtigungscode|Berechtigung|Aktion|Código de permissão|Permissão|Ação|Код разрешения|Разрешение|Действие|권한 코드|권한"},
	{roleText, "权限项名称|权限名称|权限码名称|权限描述|权限说明|权限项描述|权限项说明|授权项描述|权限含义|权限路径|菜单路径|说明|描述|權限項名稱|權限名稱|權限說明"},
	{roleText, "Permission Name|Permission Item Name|Permission Description|Permission Item Description|Supported Action|Supported Actions|Supported Operation|Supported Operations|Action|Action Name|Action Description|Meaning|Description|Path|Permission Path|Menu Path|Permission"},
	{roleText, "権限名|権限の説明|説明|サポートされるアクション|Nombre del permiso|Descripción|Acción admitida|Acciones admitidas|Nom de l'autorisation|Description|Action prise en charge|Unterstützte Aktion|Beschreibung|Nome da permissão|Descrição|Ação suportada|Описание|Поддерживаемое действие|설명"},
	{roleIgnored, "备注|序号|编号|版本|注意事项|备注说明|是否支持|状态|企业项目|企业项目(Enterprise Project)|IAM项目|IAM项目(Project)|授权范围|实例授权|标签授权|资源类型|条件键|访问级别|別註"},
	{roleIgnored, "Remark|Remarks|Note|Notes|No.|No|ID|Index|Version|Status|IAM Project|Enterprise Project|IAM Project (Project)|Enterprise Project (Enterprise Project)|Project|Dependency|Dependencies|Related Action|Condition Key|Access Level|Resource Type|Comment|Comments|Observaciones|Remarque|Bemerkung|Observação|備考|Примечание|비고"},
}

// header returns how many cells at the start are a header: at least three names in a row that are known,
// with one of a route and one of codes among them. Beyond them it counts unknown names up to the row
// that begins with as many cells.
func (v words) header(cells []source.Cell) int {
	n := 0
	could := map[role]bool{}
	for n < len(cells) && v[notation.Key(cells[n].Text)] != nil && !strings.Contains(cells[n].Text, "\n") {
		for _, r := range v[notation.Key(cells[n].Text)] {
			could[r] = true
		}
		n++
	}
	if n < 2 || !could[roleRoute] || !could[roleCode] {
		return 0
	}
	return n
}

// assign decides what each column holds, by its name and by the rows below it.
func (v words) assign(header []source.Cell, rows [][]source.Cell) columns {
	c := make(columns, len(header))
	could := make([][]role, len(header))
	for i, cell := range header {
		c[i].name = source.OneLine(cell.Text)
		could[i] = slices.Clone(v[notation.Key(cell.Text)])
	}
	taken := make([]bool, len(header))
	give := func(r role, fits func(string) bool, always bool) bool {
		best, most := -1, 0
		for i := range header {
			if taken[i] || !slices.Contains(could[i], r) && !always {
				continue
			}
			if n := fitting(rows, i, fits); n > most {
				best, most = i, n
			}
		}
		if best >= 0 {
			c[best].role, taken[best] = r, true
		}
		return best >= 0
	}
	routeGiven := give(roleRoute, notation.RouteLike, false) || give(roleRoute, notation.RouteLike, true)
	if !routeGiven || !methodInside(rows, c) {
		give(roleMethod, notation.IsMethod, false)
		if !routeGiven {
			give(roleRoute, notation.PathLike, false)
		}
	}
	if !give(roleCode, notation.CodeLike, false) {
		give(roleCode, notation.CodeLike, true)
	}
	v.rest(c, could, taken)
	return c
}

// rest gives the columns whose names alone say what they hold.
func (v words) rest(c columns, could [][]role, taken []bool) {
	single := func(r role) bool { return r == roleName || r == roleText || r == roleCode || r == roleRoute }
	has := map[role]bool{}
	for i := range c {
		has[c[i].role] = has[c[i].role] || taken[i]
	}
	at := slices.IndexFunc(c, func(x column) bool { return x.role == roleRoute })
	for _, sure := range []bool{true, false} {
		for i := range c {
			open := slices.DeleteFunc(slices.Clone(could[i]), func(r role) bool { return single(r) && has[r] || r == roleText && i < at && !sure })
			if taken[i] || len(open) == 0 || sure && len(open) > 1 {
				continue
			}
			c[i].role, taken[i] = open[0], true
			has[open[0]] = true
		}
	}
	if !has[roleName] && at > 0 && !taken[at-1] { // what stands before the route is its name in most tables
		c[at-1].role = roleName
	}
}

// methodInside reports whether the cells of the route column begin with methods.
func methodInside(rows [][]source.Cell, c columns) bool {
	at := slices.IndexFunc(c, func(x column) bool { return x.role == roleRoute })
	return fitting(rows, at, func(s string) bool { return notation.RouteLike(s) && !notation.PathLike(s) }) > 0
}

// fitting counts the rows whose cell in a column fits.
func fitting(rows [][]source.Cell, at int, fits func(string) bool) (n int) {
	for _, row := range rows {
		if at < len(row) && fits(row[at].Text) {
			n++
		}
	}
	return n
}

// anchor returns the first column that every row must have: that of the method or of the route.
func (c columns) anchor() int {
	return slices.IndexFunc(c, func(x column) bool { return x.role == roleMethod || x.role == roleRoute })
}

// has reports whether one of the columns has the role.
func (c columns) has(r role) bool {
	return slices.ContainsFunc(c, func(x column) bool { return x.role == r })
}

// holds reports whether a text can stand in a column of routes or methods.
func (c column) holds(s string) bool {
	if c.role == roleMethod {
		return notation.IsMethod(s)
	}
	return notation.RouteLike(s) || notation.PathLike(s)
}
