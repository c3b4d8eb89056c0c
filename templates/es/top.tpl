{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{INSTITUTION}} · Chorus</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{{STYLE_URL}}">
</head>
<body{{#WIDE}} class="wide"{{/WIDE}}>
<a class="skip-link" href="#main">Ir al contenido</a>
<header class="site"><div>
<a class="site-name" href="/?lang=es">{{INSTITUTION}}</a>
{{#TONGUE}}<a class="tongue" href="?lang={{TONGUE_CODE}}" lang="{{TONGUE_CODE}}" hreflang="{{TONGUE_CODE}}">{{TONGUE_NAME}}</a>{{/TONGUE}}
<details class="support">
<summary>Ayuda</summary>
<div class="support-sheet">{{>RESOURCES}}</div>
</details>
</div></header>
{{#STAFF}}<nav class="site-nav" aria-label="Personal"><ul>{{#NAV_ITEM}}<li><a href="{{NAV_URL}}"{{#NAV_HERE}} aria-current="page"{{/NAV_HERE}}>{{NAV_NAME}}</a></li>{{/NAV_ITEM}}</ul></nav>{{/STAFF}}
<main id="main" tabindex="-1">
