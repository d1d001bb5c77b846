package table

import (
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/document/notation"
)

// A role is what a column holds.
type role uint8

const (
	roleIgnored role = iota
	roleGroup        // a heading of rows
	roleName
	roleID
	roleMethod
	roleRoute   // METHOD /path, or the path beside a column of methods
	roleCode    // what a caller needs
	roleRelated // what a caller needs too, where --columns says so
	roleText    // what the permission allows
	roleDependency
	roles // how many there are
)

// roleNames holds what --columns calls the roles.
var roleNames = []string{"ignore", "group", "name", "id", "method", "route", "code", "related", "text"}

// RoleNames returns what a Column's Role can be.
func RoleNames() []string { return roleNames }

// A Column says what the column of a header name holds. A Name of role code that has {cell} in it says
// how a code is made of a cell; {heading} stands for the heading above.
type Column struct {
	Role string // one of RoleNames
	Name string // the header name
}

// A rank says how surely a header name means a role.
type rank uint8

const (
	weak   rank = iota // what the cells hold decides
	strong             // the name alone says it
	given              // --columns says it
)

// A meaning is what a header name can mean.
type meaning struct {
	role  role
	rank  rank
	level int // of groups: the outermost first
}

// A vocabulary holds the meanings of header names by their key, the likeliest first.
type vocabulary map[string][]meaning

// newVocabulary returns what header names mean. Those that the user has named mean that alone.
func newVocabulary(named []Column) vocabulary {
	v := vocabulary{}
	for _, line := range headerNames {
		for name := range strings.SplitSeq(line.names, "|") {
			k := notation.Key(name)
			if k != "" && !slices.ContainsFunc(v[k], func(m meaning) bool { return m.role == line.role }) {
				v[k] = append(v[k], meaning{line.role, line.rank, groupLevel(name)})
			}
		}
	}
	for i, c := range named {
		v[notation.Key(c.Name)] = []meaning{{role(slices.Index(roleNames, c.Role)), given, i}}
	}
	return v
}

// innerGroup is in the name of a group that stands below another one.
var innerGroup = regexp.MustCompile(`(?i)^sub|^sous|子|二级|하위|^под|サブ`)

// groupLevel returns the level of a group's header name.
func groupLevel(name string) int {
	switch {
	case strings.Contains(name, "三级"):
		return 3
	case innerGroup.MatchString(name):
		return 2
	}
	return 1
}

var (
	inBrackets = regexp.MustCompile(`\(([^()]*)\)|\[([^\[\]]*)\]`)
	footnote   = regexp.MustCompile(`\^[^^]*\^`)
)

// meanings returns what a header name can mean. A name in two languages means what either means.
func (v vocabulary) meanings(name string) []meaning {
	name = notation.Narrow(name)
	if strings.Contains(name, "^") {
		name = footnote.ReplaceAllString(name, "")
	}
	if m := v[notation.Key(name)]; m != nil {
		return m
	}
	if !strings.ContainsAny(name, "([") {
		return nil
	}
	if outside := v[notation.Key(inBrackets.ReplaceAllString(name, " "))]; outside != nil {
		return outside
	}
	if m := inBrackets.FindStringSubmatch(name); m != nil {
		return v[notation.Key(m[1]+m[2])]
	}
	return nil
}

// headerNames holds what vendors call columns. Where a name stands in several lines, what the column
// holds decides.
var headerNames = []struct {
	role  role
	rank  rank
	names string
}{
	{roleGroup, weak, "场景|子场景|一级场景|二级场景|业务场景|使用场景|应用场景|模块|子模块|功能模块|一级模块|二级模块|分类|子分类|一级分类|二级分类|三级分类|类别|分组|目录|业务|服务|产品|功能|領域|類別|場景|子場景"},
	{roleGroup, weak, "Scenario|Sub-Scenario|Scene|Sub-Scene|Use Case|Module|Sub-Module|Submodule|Category|Subcategory|Sub-Category|Group|Subgroup|Section|Subsection|Area|Domain|Feature|Function|Service|Product|Resource|Topic|Chapter"},
	{roleGroup, weak, "シナリオ|サブシナリオ|カテゴリ|カテゴリー|分類|Escenario|Subescenario|Sub-escenario|Categoría|Módulo|Scénario|Sous-scénario|Catégorie|Szenario|Unterszenario|Kategorie|Cenário|Subcenário|Categoria|Сценарий|Подсценарий|Категория|시나리오|하위 시나리오"},
	{roleName, weak, "接口名称|接口名|接口|API名称|API名|API|名称|操作|操作名称|功能名称|功能说明|接口描述|接口说明|接口功能|API描述|API说明|接口名稱|API名稱|名稱|权限"},
	{roleName, weak, "Interface|Interface Name|Interface Description|API|API Name|API Description|API Interface|Name|Operation|Operation Name|Title|Summary|Endpoint Name|Description|Method Name|Permission|Permissions"},
	{roleName, weak, "インターフェイス名|インターフェース名|インターフェース|API名|操作|Nombre de la API|Nombre de API|Interfaz|Nombre|Nom de l'API|Nom de l’API|Interface|Nom|API-Name|Schnittstelle|Nome da API|Interface|Nome|Имя API|Название API|Интерфейс|API 이름|인터페이스"},
	{roleID, weak, "operationId|Operation ID|API ID|Action Name|接口标识|接口ID|接口编码|接口英文名|英文名称"},
	{roleMethod, strong, "请求方法|请求方式|HTTP方法|HTTP请求方法|HTTP 动词|方法|请求类型|接口方法|調用方法|請求方法|Method|HTTP Method|Request Method|Verb|HTTP Verb|HTTP|Método|Método HTTP|Méthode|Méthode HTTP|HTTP-Methode|Methode|メソッド|HTTPメソッド|Метод"},
	{roleRoute, weak, "接口URL|接口URI|URL|URI|接口地址|请求地址|接口路径|请求路径|路径|API路径|API地址|API URL|API URI|请求URL|请求URI|资源路径|对应API接口|对应API|接口|API|请求|請求路徑|路徑|接口網址"},
	{roleRoute, weak, "URL|URI|API URL|API URI|API Path|Interface URL|Interface URI|Request URL|Request URI|Request|HTTP Request|Method and URI|Method and URL|Method and Path|URL Path|Resource Path|Resource|Path|Endpoint|API Endpoint|Route|API|リクエスト|パス|Ruta|Chemin|Pfad|Caminho|Путь|경로"},
	{roleCode, strong, "权限码|权限编码|权限代码|权限标识|权限标识符|权限点|权限项编码|权限code|授权项|对应的授权项|对应授权项|所需授权项|授权码|所需权限|需要的权限|必要权限|權限碼|授權項"},
	{roleCode, strong, "Permission Code|Permission Codes|Permission ID|Permission Key|Required Permission|Required Permissions|Permission Required|Permissions Required|Required Scope|Required Scopes|Scope|Scopes|OAuth Scope|OAuth Scopes|Code|Codes|IAM Action|Required Action|Required Actions|Authorization Item|権限コード|Código de permiso|Código de permisos|Code de permission|Code d'autorisation|Berechtigungscode|Código de permissão|Код разрешения|권한 코드"},
	{roleCode, weak, "权限项|权限|操作|權限|Permission|Permissions|Permission Item|Action|Actions|Privilege|Privileges|Authority|Authorities|Role|Roles|Access Right"},
	{roleCode, weak, "権限|アクション|Permiso|Permisos|Acción|Autorisation|Berechtigung|Aktion|Permissão|Ação|Разрешение|Действие|권한"},
	{roleDependency, strong, "依赖的授权项|依赖授权项|依赖的权限|依赖权限|依赖|关联授权项|关联的授权项|关联权限|相关授权项|附加权限|附加授权项|额外权限|额外的授权项"},
	{roleDependency, strong, "Dependency|Dependencies|Dependent Action|Dependent Actions|Dependent Permission|Dependent Permissions|Related Action|Related Actions|Related Permission|Related Permissions|Additional Permission|Additional Permissions|Additional Action|Additional Actions|Additional Scope|Additional Scopes|Other Permission|Other Permissions|Optional Permission|Optional Permissions"},
	{roleText, weak, "权限项名称|权限名称|权限码名称|权限描述|权限说明|权限项描述|权限项说明|授权项描述|权限含义|权限路径|菜单路径|说明|描述|權限項名稱|權限名稱|權限說明"},
	{roleText, weak, "Permission Name|Permission Item Name|Permission Description|Permission Item Description|Supported Action|Supported Actions|Supported Operation|Supported Operations|Action|Action Name|Action Description|Meaning|Description|Path|Permission Path|Menu Path|Permission"},
	{roleText, weak, "権限名|権限の説明|説明|サポートされるアクション|Nombre del permiso|Descripción|Acción admitida|Acciones admitidas|Nom de l'autorisation|Description|Action prise en charge|Unterstützte Aktion|Beschreibung|Nome da permissão|Descrição|Ação suportada|Описание|Поддерживаемое действие|설명"},
	{roleIgnored, weak, "备注|序号|编号|版本|注意事项|备注说明|是否支持|状态|企业项目|IAM项目|授权范围|实例授权|标签授权|资源类型|条件键|访问级别|別註"},
	{roleIgnored, weak, "Remark|Remarks|Note|Notes|No.|No|#|ID|Index|Version|Status|IAM Project|Enterprise Project|Project|Condition Key|Access Level|Resource Type|Comment|Comments|Observaciones|Remarque|Bemerkung|Observação|備考|Примечание|비고"},
}
