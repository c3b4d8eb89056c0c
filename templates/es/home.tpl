{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>Página de inicio · {{INSTITUTION}}</title>
{{>BODY}}
<h1>¿Cómo es formarse en {{INSTITUTION}}?</h1>
<p>Unos minutos, una o dos veces al año, sobre el trabajo, el descanso, la enseñanza y el apoyo.
Lo que se responde llega a quienes pueden cambiar algo, en cifras de grupos, nunca de
una persona.</p>

<h2>Abiertas ahora</h2>
{{#OPEN}}
<div class="card">
<h3{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{TITLE}}</h3>
<p>Abierta hasta el {{DATE}}. Toma unos cinco minutos, y puede saltarse cualquier
pregunta.</p>
<p>Abra el enlace de su carta o correo. Si solo tiene el código, empiece aquí:</p>
<p class="actions"><a class="button button-primary" href="/w/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Empezar con un código</a></p>
<p class="small"><a href="/v1/waves/{{WAVE}}/manifest">La promesa de esta encuesta, como archivo</a></p>
</div>
{{/OPEN}}
{{#NONE_OPEN}}<p>Ahora no hay ninguna encuesta abierta.</p>{{/NONE_OPEN}}

<h2>Qué se promete</h2>
<ul class="lines">
<li><b>Sus respuestas quedan separadas de su nombre.</b> Su navegador las sella antes
de enviarlas, y las entrega con una ficha que no lleva a su invitación.</li>
<li><b>Solo se muestran grupos.</b> Hay cifras a partir de cinco personas, con una regla
que se fijó antes de que nadie respondiera.</li>
<li><b>Puede comprobarlo.</b> Recibe un recibo, y después del cierre un tablero público
muestra que su papeleta se contó.</li>
<li><b>Una cosa puede ver la oficina:</b> que usted pidió una ficha, para enviar
recordatorios solo a quienes no la han pedido. No puede ver qué respondió, ni si lo envió.</li>
</ul>
<p><a href="/privacy{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Cómo funciona, y qué no puede prometer</a></p>

{{#HAS_CLOSED}}
<h2>Cerradas</h2>
<ul>
{{#CLOSED}}
<li><span{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{TITLE}}</span> ({{WAVE}}), cerrada el {{DATE}}.
<a href="/receipt/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">¿Está mi papeleta en el tablero?</a>
{{#PUBLIC}}<a href="/wave/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Resultados</a>{{/PUBLIC}}</li>
{{/CLOSED}}
</ul>
{{/HAS_CLOSED}}

<h2 id="support">Ayuda</h2>
{{RESOURCES:none}}
{{>END}}
