{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>{{TITLE}} · {{INSTITUTION}}</title>
<meta name="robots" content="noindex">
<script src="{{CLIENT_URL}}" integrity="{{CLIENT_SRI}}" defer></script>
</head>
<body data-wave="{{WAVE}}"{{#INFO}} data-info="/info/{{WAVE}}"{{/INFO}}>
<noscript><a class="skip-link" href="#main">Skip to the content</a></noscript>
<header class="site"><div>
<span class="site-name">{{INSTITUTION}}</span>
<div class="languages" id="languages">{{#TONGUE}}<a href="?lang={{TONGUE_CODE}}" lang="{{TONGUE_CODE}}" hreflang="{{TONGUE_CODE}}">{{TONGUE_NAME}}</a>{{/TONGUE}}</div>
<details class="support"><summary data-word="support">Support</summary>
<div class="support-sheet">{{RESOURCES:none}}</div></details>
</div></header>
<main id="main" tabindex="-1">
<h1{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{TITLE}}</h1>
<p>A survey of trainees about their work, at {{INSTITUTION}}. It takes about
five minutes, every question can be skipped, and it is open until
{{CLOSES_WORDS}}.</p>
<p>Your answers are sealed in your browser before they are sent, and they are
handed in without your name. Nothing is sent before you say so at the end.</p>
<noscript>
<div class="notice notice-note">
<h2>This page needs JavaScript</h2>
<p>The sealing is done here, in your browser, so that the server can never
read your answers. A page without JavaScript would have to send them readable, so
there is none.</p>
<ol>
<li>Open your link in another browser, or allow JavaScript for this page.</li>
<li>Or use a kiosk or a shared computer in the hospital: nothing is stored
there, and the page clears itself at the end.</li>
<li>Or, on a computer where Chorus is installed, type
<code>chorus answer</code> and your link.</li>
</ol>
<p>Your link and your code are still good: opening this page does not use them
up.</p>
</div>
</noscript>
<p class="quiet">If this page stays as it is although JavaScript is allowed, the
browser could not load or verify its code: reload it, or open your link in
another browser.</p>
{{#INFO}}<p><a href="/info/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">About this survey: purpose, contact, who is responsible</a></p>
{{/INFO}}<p><a href="/privacy{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">How your answers stay apart from your name</a></p>
</main>
</body>
</html>
