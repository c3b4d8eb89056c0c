{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>Resultados · {{INSTITUTION}}</title>
{{>BODY}}
<h1{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{TITLE}}</h1>
<p>Lo que dijeron {{ANSWERED}} de {{ROSTER}} personas que se forman en {{INSTITUTION}} ({{PERCENT}}&nbsp;%). Gracias.
La encuesta cerró el {{CLOSED_DATE}}. {{#NOT_HELD}}Está previsto destruir las papeletas el {{PURGE_DATE}}; las cifras de abajo se conservan.{{/NOT_HELD}}{{#HELD}}Las papeletas iban a destruirse el {{PURGE_DATE}}.{{/HELD}}</p>
{{#HELD}}<div class="notice notice-note"><p><b>La destrucción está suspendida desde el {{HELD_SINCE}}.</b> Se conservan más tiempo de lo prometido cuando usted respondió, porque la ley o un procedimiento
lo exige. La oficina puede decirle más. Las cifras de abajo se conservan.</p></div>{{/HELD}}
<h2>Las seis áreas</h2>
<p>Puntos de 0 a 100; {{#AREAS_UP_IS_BETTER}}más es mejor{{/AREAS_UP_IS_BETTER}}{{#AREAS_UP_IS_WORSE}}más es peor{{/AREAS_UP_IS_WORSE}}{{#AREAS_UP_DEPENDS}}qué es mejor depende del área{{/AREAS_UP_DEPENDS}}.</p>
<div class="scroll" tabindex="0" role="group" aria-label="Las seis áreas"><table>
<thead><tr><th scope="col">Área</th><th scope="col" class="num">Institución</th></tr></thead>
<tbody>
{{#AREA}}<tr><th scope="row"{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{AREA_TITLE}}</th>{{#SHOWN}}<td class="num"><b class="nowrap{{#LOW_PRECISION}} low-precision{{/LOW_PRECISION}}">{{#ABOUT}}aprox. {{/ABOUT}}{{VALUE}}</b></td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown"><span>No se muestra</span></td>{{/HIDDEN}}</tr>
{{/AREA}}
</tbody></table></div>
<h2>Qué cambió</h2>
{{#FIRST}}<p>No hay una encuesta anterior que todas las personas puedan ver, así que todavía no hay con qué comparar.</p>{{/FIRST}}
{{#BEFORE}}<p>Desde <a href="/wave/{{BEFORE_WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">la encuesta que cerró el {{BEFORE_DATE}}</a> («<span{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{BEFORE_TITLE}}</span>»). Solo se compara lo que se
preguntó de la misma manera, con la misma versión del cuestionario.</p>
<ul>
{{#CLEAR}}<li><b{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{SCALE_TITLE}}</b>: {{#COMPARED}}{{#BETTER}}mejor que antes{{/BETTER}}{{#WORSE}}peor que antes{{/WORSE}}: {{CHANGE_VALUE}} ({{CHANGE_LOW}} a {{CHANGE_HIGH}}).{{/COMPARED}}</li>
{{/CLEAR}}{{#NOTHING}}<li>Nada cambió tanto como para que el azar casi nunca lo haga.</li>{{/NOTHING}}
</ul>
<details><summary>El cambio de cada escala</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Qué cambió"><table>
<thead><tr><th scope="col">Escala</th><th scope="col">Cambio, con su intervalo del 95&nbsp;%</th></tr></thead>
<tbody>
{{#CHANGE}}<tr><th scope="row"{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{SCALE_TITLE}}</th>{{#COMPARED}}<td><b>{{CHANGE_VALUE}}</b>, {{#BETTER}}mejor{{/BETTER}}{{#WORSE}}peor{{/WORSE}}{{#UNCLEAR}}sin cambio claro{{/UNCLEAR}}<br><span class="small quiet">{{CHANGE_LOW}} a {{CHANGE_HIGH}}</span></td>{{/COMPARED}}{{#BROKEN}}<td class="quiet">No se compara: no se preguntó de la misma manera, o no se muestra</td>{{/BROKEN}}</tr>
{{/CHANGE}}
</tbody></table></div>
<p class="small quiet">«Mejor» y «peor» aparecen donde el azar casi nunca causaría un cambio tan grande, tomando en cuenta el número de
escalas.</p></details>{{/BEFORE}}
<h2>Qué se va a hacer</h2>
{{#NO_PLANS}}<p>Todavía no se ha compartido nada. Quien representa a su programa puede decirle qué se hará en el suyo.</p>{{/NO_PLANS}}
{{#OWN_PLANS}}<h3>{{INSTITUTION}} en su conjunto</h3>
<dl class="plain">{{#PLAN_AREA}}<dt{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{PLAN_AREA_TITLE}}</dt>
{{#PLAN}}<dd>{{PLAN_WHAT}} <span class="small quiet">({{#IS_PLANNED}}previsto{{/IS_PLANNED}}{{#IS_RUNNING}}en marcha{{/IS_RUNNING}}{{#IS_DONE}}hecho{{/IS_DONE}}, plazo: {{PLAN_DUE}})</span></dd>
{{/PLAN}}{{/PLAN_AREA}}</dl>{{/OWN_PLANS}}
{{#UNIT_PLANS}}<h3>Programas</h3>
<p>Lo que quisieron compartir, con sus propias palabras.</p>
<dl class="plain">{{#PLAN_AREA}}<dt{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{PLAN_AREA_TITLE}}</dt>
{{#PLAN}}<dd>{{PLAN_WHAT}} <span class="small quiet">({{#IS_PLANNED}}previsto{{/IS_PLANNED}}{{#IS_RUNNING}}en marcha{{/IS_RUNNING}}{{#IS_DONE}}hecho{{/IS_DONE}})</span></dd>
{{/PLAN}}{{/PLAN_AREA}}</dl>{{/UNIT_PLANS}}
<details><summary>Cada escala, con su precisión</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Cada escala"><table>
<thead><tr><th scope="col">Escala</th><th scope="col" class="num">Promedio</th><th scope="col" class="num">En el umbral o por encima</th></tr></thead>
<tbody>
{{#SCALE}}<tr><th scope="row"><span{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{SCALE_TITLE}}</span><br><span class="small quiet">{{#IN_POINTS}}0 a 100 puntos{{/IN_POINTS}}{{#IN_UNITS}}{{UNITS_LOW}} a {{UNITS_HIGH}}{{/IN_UNITS}}; {{#UP_IS_WORSE}}más es peor{{/UP_IS_WORSE}}{{#UP_IS_BETTER}}más es mejor{{/UP_IS_BETTER}}</span></th>
{{#SHOWN}}<td class="num"><b class="nowrap{{#LOW_PRECISION}} low-precision{{/LOW_PRECISION}}">{{#ABOUT}}aprox. {{/ABOUT}}{{VALUE}}</b>{{#INTERVAL}}<br><span class="small quiet nowrap">{{LOW}} a {{HIGH}}</span>{{/INTERVAL}}<br><span class="small quiet nowrap">n {{N}}</span></td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown"><span>No se muestra</span></td>{{/HIDDEN}}
<td class="num">{{#ABOVE}}{{#ABOUT}}aprox. {{/ABOUT}}{{ABOVE_VALUE}}&nbsp;%<br><span class="small quiet nowrap">{{CUTOFF}} o más{{#IN_UNITS}} (de {{UNITS_LOW}} a {{UNITS_HIGH}}){{/IN_UNITS}}, n {{ABOVE_N}}</span>{{/ABOVE}}</td></tr>
{{/SCALE}}
</tbody></table></div>
{{>READING}}</details>

<h2>Compruébelo</h2>
<p>No tiene que creerle a esta página. Se pueden comprobar tres cosas, sin cuenta, y nada de lo que
usted escriba se envía:</p>
<ol>
<li><b>Mi papeleta se contó, y nadie usó mi código.</b> Tenga a mano su recibo o su enlace y abra
<a href="/receipt/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">¿Está mi papeleta en el tablero?</a> La página carga el tablero entero y compara en su navegador.</li>
<li><b>Estas son las cifras que se firmaron.</b> Descargue <a href="/v1/waves/{{WAVE}}/release" download="{{WAVE}}-release.json">los resultados firmados</a>
y <a href="/v1/waves/{{WAVE}}/release.sig" download="{{WAVE}}-release.json.sig">su firma</a>. Su SHA-256, que
<code>sha256sum</code> muestra en su propia computadora, es la línea al final de esta página; pregunte a alguien, en otra computadora, si la suya es igual.</li>
<li><b>Las cifras cumplen la promesa.</b> Donde Chorus está instalado, <code>chorus release verify {{WAVE}} --url</code> con la
dirección de este servidor descarga <a href="/v1/waves/{{WAVE}}/manifest">la promesa</a>, <a href="/v1/waves/{{WAVE}}/board">el tablero</a>
(<a href="/v1/waves/{{WAVE}}/board.sig">firma</a>) y los resultados, y comprueba las firmas, las cuentas y la regla para grupos pequeños.</li>
</ol>
<p class="small quiet">SHA-256 de los resultados firmados: <span class="mono">{{RELEASE_SHA}}</span></p>
{{>TRUSTEES}}
{{>END}}
