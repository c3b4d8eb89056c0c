{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>Iniciar sesión · {{INSTITUTION}}</title>
{{>BODY}}
<h1>Iniciar sesión</h1>
<p>Para representantes de programas, el subcomité y la oficina. Para responder la encuesta no
hace falta ninguna cuenta: basta el enlace de la carta. Las páginas que siguen están en inglés.</p>
{{#REFUSED}}<div class="notice notice-error" role="alert"><p>El nombre o la contraseña no son
correctos. Revise ambos e inténtelo de nuevo.</p></div>{{/REFUSED}}
{{#WAIT}}<div class="notice notice-note" role="alert"><p>Hubo demasiados intentos con este
nombre desde aquí. Espere {{WAIT_SEC}} segundos e inténtelo de nuevo; la cuenta no está bloqueada, y
puede usarse desde un navegador en el que ya inició sesión antes.</p></div>{{/WAIT}}
{{#BUSY}}<div class="notice notice-note" role="alert"><p>Muchas personas intentan iniciar sesión en
este momento. Espere unos segundos e inténtelo de nuevo.</p></div>{{/BUSY}}
{{#UNKNOWN}}<div class="notice notice-note" role="alert"><p>Su institución le conoce, pero usted
todavía no tiene una función aquí. Pídala a la oficina, o inicie sesión con una cuenta de Chorus.</p></div>{{/UNKNOWN}}
<form method="post" action="/login{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="name">Nombre</label>
<input id="name" name="name" type="text" required maxlength="64" autocomplete="username" autocapitalize="none" spellcheck="false"></div>
<div class="field"><label for="password">Contraseña</label>
<input id="password" name="password" type="password" required maxlength="256" autocomplete="current-password"></div>
<p class="actions"><button class="button-primary">Iniciar sesión</button></p>
</form>
<p class="small quiet">La sesión se cierra después de 30 minutos sin uso. Si perdió la contraseña, la
oficina puede poner otra.</p>
{{>END}}
