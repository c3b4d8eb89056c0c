{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>Sobre esta encuesta · {{INSTITUTION}}</title>
{{>BODY}}
<h1>Sobre esta encuesta</h1>
<p>«{{TITLE}}», en {{INSTITUTION}}. Lea esto antes de responder.</p>
<dl class="plain">
<dt>Para qué es</dt><dd{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{PURPOSE}}</dd>
<dt>¿Es voluntaria?</dt><dd{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{VOLUNTARY}}</dd>
<dt>Quién ve qué</dt><dd{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{WHO_SEES}}</dd>
<dt id="results">Cuándo se prevén los resultados</dt><dd{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{RESULTS}}</dd>
<dt>Quién es responsable</dt><dd{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{RESPONSIBLE}}</dd>
<dt id="contact">A quién preguntar</dt><dd><span{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{CONTACT}}</span>{{#EMAIL}}, <a href="mailto:{{ADDRESS}}">{{ADDRESS}}</a>{{/EMAIL}}{{#CONTACT_PHONE}}, <a href="tel:{{PHONE_TEL}}">{{PHONE}}</a>{{/CONTACT_PHONE}}</dd>
<dt>Revisión</dt><dd>{{#QUALITY}}Mejora de la calidad, no investigación{{/QUALITY}}{{#APPROVED}}Aprobada por un comité de ética (IRB){{/APPROVED}}{{#EXEMPT}}Declarada exenta por un comité de ética (IRB){{/EXEMPT}}: {{REVIEW}}</dd>
</dl>

<h2>Qué dice la promesa de esta encuesta</h2>
<dl class="plain">
<dt>Abierta</dt><dd>Del {{OPENS}} al {{CLOSES}}.</dd>
<dt>Invitaciones</dt><dd>{{PEOPLE}} personas.</dd>
<dt>La cifra más pequeña</dt><dd>Los promedios de un grupo se muestran a partir de {{K}} papeletas.</dd>
<dt>Las papeletas se destruyen el</dt><dd>{{PURGE}}, por la oficina, junto con la clave que las abre.</dd>
</dl>

<h2>Qué obliga a quién</h2>
<p>La segunda lista está en <a href="/v1/waves/{{WAVE}}/manifest">el manifiesto</a>. Su huella está en su
enlace y en el cartel, de modo que nadie puede cambiarla sin que se note. La primera lista es la
palabra de la institución. Se copió al abrir la encuesta y Chorus no la cambia
después; pero ninguna huella la cubre, y quien controle este servidor podría cambiarla.
<a href="/v1/waves/{{WAVE}}/information">La copia, como archivo</a></p>
<p class="actions"><a class="button" href="/privacy{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Cómo funciona, y qué no puede prometer</a></p>
{{>END}}
