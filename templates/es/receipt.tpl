{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>¿Está mi papeleta en el tablero? · {{INSTITUTION}}</title>
<meta name="robots" content="noindex">
<script src="{{CLIENT_URL}}" integrity="{{CLIENT_SRI}}" defer></script>
</head>
<body data-wave="{{WAVE}}">
<a class="skip-link" href="#main" data-word="skip_link">Ir al contenido</a>
<header class="site"><div>
<a class="site-name" href="/{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">{{INSTITUTION}}</a>
<div class="languages" id="languages">{{#TONGUE}}<a href="?lang={{TONGUE_CODE}}" lang="{{TONGUE_CODE}}" hreflang="{{TONGUE_CODE}}">{{TONGUE_NAME}}</a>{{/TONGUE}}</div>
<details class="support"><summary data-word="support">Ayuda</summary>
<div class="support-sheet">{{RESOURCES:none}}</div></details>
</div></header>
<main id="main" tabindex="-1">
<h1>¿Está mi papeleta en el tablero?</h1>
<p>Después del cierre, el tablero de una encuesta muestra cada papeleta sellada y cada
código usado, sin nombres. Esta página carga el tablero entero y lo compara con su recibo o su
código en su navegador; lo que escriba no se envía.</p>
<noscript>
<div class="notice notice-note">
<p>Comparar en su navegador necesita JavaScript. Sin él, descargue
<a href="/v1/waves/{{WAVE}}/manifest" download="manifest">el manifiesto</a>,
<a href="/v1/waves/{{WAVE}}/board" download="board">el tablero</a> y
<a href="/v1/waves/{{WAVE}}/board.sig" download="board.sig">su firma</a>
y compare en su propia computadora:
<code>chorus board verify --manifest manifest --board board --receipt
RECEIPT --link LINK</code></p>
</div>
</noscript>
</main>
</body>
</html>
