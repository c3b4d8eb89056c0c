{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>{{TITLE}} · {{INSTITUTION}}</title>
<meta name="robots" content="noindex">
<script src="{{CLIENT_URL}}" integrity="{{CLIENT_SRI}}" defer></script>
</head>
<body data-wave="{{WAVE}}"{{#INFO}} data-info="/info/{{WAVE}}"{{/INFO}}>
<noscript><a class="skip-link" href="#main">Ir al contenido</a></noscript>
<header class="site"><div>
<span class="site-name">{{INSTITUTION}}</span>
<div class="languages" id="languages">{{#TONGUE}}<a href="?lang={{TONGUE_CODE}}" lang="{{TONGUE_CODE}}" hreflang="{{TONGUE_CODE}}">{{TONGUE_NAME}}</a>{{/TONGUE}}</div>
<details class="support"><summary data-word="support">Ayuda</summary>
<div class="support-sheet">{{RESOURCES:none}}</div></details>
</div></header>
<main id="main" tabindex="-1">
<h1{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{TITLE}}</h1>
<p>Una encuesta sobre cómo es trabajar y formarse en {{INSTITUTION}}. Toma unos
cinco minutos, puede saltarse cualquier pregunta, y está abierta hasta el
{{CLOSES_WORDS}}.</p>
<p>Sus respuestas se sellan en su navegador antes de enviarse, y se entregan sin su
nombre. No se envía nada hasta que usted lo diga al final.</p>
<noscript>
<div class="notice notice-note">
<h2>Esta página necesita JavaScript</h2>
<p>Las respuestas se sellan aquí, en su navegador, para que el servidor nunca pueda
leerlas. Una página sin JavaScript tendría que enviarlas legibles; por eso no
la hay.</p>
<ol>
<li>Abra su enlace en otro navegador, o permita JavaScript en esta página.</li>
<li>O use una computadora compartida del hospital: la página no guarda nada
allí y se borra al final.</li>
<li>O bien, en una computadora con Chorus instalado, escriba
<code>chorus answer</code> y su enlace.</li>
</ol>
<p>Su enlace y su código todavía sirven: abrir esta página no los gasta.</p>
</div>
</noscript>
<p class="quiet">Si esta página se queda así aunque JavaScript esté permitido, el navegador no pudo
cargar o verificar su software: recárguela, o abra su enlace en otro navegador.</p>
{{#INFO}}<p><a href="/info/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Sobre esta encuesta: propósito, contacto, responsables</a></p>
{{/INFO}}<p><a href="/privacy{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Cómo se separan sus respuestas de su nombre</a></p>
</main>
</body>
</html>
