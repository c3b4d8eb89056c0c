{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>Is my ballot on the board? · {{INSTITUTION}}</title>
<meta name="robots" content="noindex">
<script src="{{CLIENT_URL}}" integrity="{{CLIENT_SRI}}" defer></script>
</head>
<body data-wave="{{WAVE}}">
<a class="skip-link" href="#main" data-word="skip_link">Skip to the content</a>
<header class="site"><div>
<a class="site-name" href="/{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">{{INSTITUTION}}</a>
<div class="languages" id="languages">{{#TONGUE}}<a href="?lang={{TONGUE_CODE}}" lang="{{TONGUE_CODE}}" hreflang="{{TONGUE_CODE}}">{{TONGUE_NAME}}</a>{{/TONGUE}}</div>
<details class="support"><summary data-word="support">Support</summary>
<div class="support-sheet">{{RESOURCES:none}}</div></details>
</div></header>
<main id="main" tabindex="-1">
<h1>Is my ballot on the board?</h1>
<p>After a survey has closed, its board lists every sealed ballot and every code
that was used, without names. This page loads the whole board and compares your
receipt or your code with it in your browser; what you enter is not sent.</p>
<noscript>
<div class="notice notice-note">
<p>Comparing in your browser needs JavaScript. Without it, download
<a href="/v1/waves/{{WAVE}}/manifest" download="manifest">the manifest</a>,
<a href="/v1/waves/{{WAVE}}/board" download="board">the board</a> and
<a href="/v1/waves/{{WAVE}}/board.sig" download="board.sig">its signature</a>
and compare on your own computer:
<code>chorus board verify --manifest manifest --board board --receipt
RECEIPT --link LINK</code></p>
</div>
</noscript>
</main>
</body>
</html>
