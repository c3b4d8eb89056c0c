{{%AUTOESCAPE context="HTML"}}
</head>
<body{{#WIDE}} class="wide"{{/WIDE}}>
<a class="skip-link" href="#main">Skip to the content</a>
<header class="site"><div>
<a class="site-name" href="/{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">{{INSTITUTION}}</a>
{{#TONGUE}}<a class="tongue" href="?lang={{TONGUE_CODE}}" lang="{{TONGUE_CODE}}" hreflang="{{TONGUE_CODE}}">{{TONGUE_NAME}}</a>{{/TONGUE}}
<details class="support">
<summary>Support</summary>
<div class="support-sheet">{{RESOURCES:none}}</div>
</details>
</div></header>
{{#STAFF}}<nav class="site-nav" aria-label="Staff"><ul>{{#NAV_ITEM}}<li><a href="{{NAV_URL}}"{{#NAV_HERE}} aria-current="page"{{/NAV_HERE}}>{{NAV_NAME}}</a></li>{{/NAV_ITEM}}</ul></nav>{{/STAFF}}
<main id="main" tabindex="-1">
