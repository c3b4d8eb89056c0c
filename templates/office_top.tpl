{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{PAGE_TITLE}} · Chorus office</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body{{#WIDE}} class="wide"{{/WIDE}}>
<a class="skip-link" href="#main">Skip to the content</a>
<header class="site"><div>
<a class="site-name" href="/">{{INSTITUTION}}</a>
</div></header>
{{#LET_IN}}<nav class="site-nav" aria-label="Office"><ul><li><a href="/"{{#AT_WAVES}} aria-current="page"{{/AT_WAVES}}>Waves</a></li><li><a href="/roster"{{#AT_ROSTER}} aria-current="page"{{/AT_ROSTER}}>Roster</a></li><li><a href="/plan"{{#AT_PLAN}} aria-current="page"{{/AT_PLAN}}>Plan</a></li><li><a href="/sheet"{{#AT_SHEET}} aria-current="page"{{/AT_SHEET}}>Information sheet</a></li><li><a href="/accounts"{{#AT_ACCOUNTS}} aria-current="page"{{/AT_ACCOUNTS}}>Accounts</a></li><li><a href="/upkeep"{{#AT_UPKEEP}} aria-current="page"{{/AT_UPKEEP}}>Upkeep</a></li></ul></nav>{{/LET_IN}}
<main id="main" tabindex="-1">
