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
<nav aria-label="Office"><a href="/">Waves</a><a href="/roster">Roster</a><a href="/plan">Plan</a><a href="/sheet">Information sheet</a></nav>
</div></header>
<main id="main" tabindex="-1">
