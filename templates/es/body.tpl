{{%AUTOESCAPE context="HTML"}}
</head>
<body>
<a class="skip-link" href="#main">Ir al contenido</a>
<header class="site"><div>
<a class="site-name" href="/{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">{{INSTITUTION}}</a>
{{#TONGUE}}<a class="tongue" href="?lang={{TONGUE_CODE}}" lang="{{TONGUE_CODE}}" hreflang="{{TONGUE_CODE}}">{{TONGUE_NAME}}</a>{{/TONGUE}}
<details class="support">
<summary>Ayuda</summary>
<div class="support-sheet">{{RESOURCES:none}}</div>
</details>
</div></header>
<main id="main" tabindex="-1">
