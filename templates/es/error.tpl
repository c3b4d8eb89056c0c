{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>{{#E400}}No se pudo leer{{/E400}}{{#E403}}No es para esta cuenta{{/E403}}{{#E404}}Esta página no existe{{/E404}}{{#E405}}Aquí no es posible{{/E405}}{{#E410}}Esta encuesta ya cerró{{/E410}}{{#E413}}Demasiado grande{{/E413}}{{#E415}}No se pudo leer{{/E415}}{{#E421}}Hace falta otra dirección{{/E421}}{{#E429}}Un momento{{/E429}}{{#E503}}Ahora no es posible{{/E503}} · {{INSTITUTION}}</title>
{{>BODY}}
{{#E400}}<h1>No se pudo leer</h1>
<p>Lo que llegó no es lo que envía esta página. No se cambió nada.</p>
<p>Vuelva atrás, recargue la página e inténtelo de nuevo.</p>{{/E400}}
{{#E403}}<h1>No es para esta cuenta</h1>
<p>Esta página es para otra función, o el formulario no se envió desde este sitio. No se cambió nada.</p>
<p>Vuelva atrás y recargue la página, o inicie sesión con otra cuenta.</p>{{/E403}}
{{#E404}}<h1>Esta página no existe</h1>
<p>No hay nada en esta dirección{{#STAFF}} para su cuenta{{/STAFF}}.</p>
{{#NOBODY}}<p>Compare la dirección con la de su carta o correo, o empiece por la página de inicio.</p>{{/NOBODY}}
{{#STAFF}}<p>Puede que la dirección esté mal escrita, o que la página sea de una unidad que no es suya. La oficina sabe cuáles lo son.</p>{{/STAFF}}{{/E404}}
{{#E405}}<h1>Aquí no es posible</h1>
<p>Esta dirección no acepta lo que se envió. No se cambió nada.</p>
<p>Empiece por la página de inicio.</p>{{/E405}}
{{#E410}}<h1>Esta encuesta ya cerró</h1>
<p>Ya no acepta respuestas.</p>
<p>Las respuestas enviadas antes se cuentan.</p>{{/E410}}
{{#E413}}<h1>Demasiado grande</h1>
<p>Se envió más de lo que esta página acepta. No se guardó nada.</p>
<p>Vuelva atrás y envíe menos.</p>{{/E413}}
{{#E415}}<h1>No se pudo leer</h1>
<p>Lo que llegó es de otro tipo que lo que envía esta página. No se cambió nada.</p>
<p>Vuelva atrás, recargue la página e inténtelo de nuevo.</p>{{/E415}}
{{#E421}}<h1>Hace falta otra dirección</h1>
<p>Este servidor no responde con el nombre que se pidió.</p>
<p>Use la dirección de su carta o correo, o pregunte a la oficina.</p>{{/E421}}
{{#E429}}<h1>Un momento</h1>
<p>Esto se intentó demasiadas veces en poco tiempo. No se cambió nada.</p>
<p>Espere medio minuto e inténtelo de nuevo.</p>{{/E429}}
{{#E503}}<h1>Ahora no es posible</h1>
<p>El servidor no puede hacerlo en este momento. No se guardó nada.</p>
<p>Inténtelo de nuevo en un minuto.</p>{{/E503}}
{{#START}}<p class="actions"><a class="button" href="{{START_URL}}">Volver a sus páginas</a></p>{{/START}}
{{#FIRST}}<p class="actions"><a class="button" href="/{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Página de inicio</a></p>{{/FIRST}}
{{>END}}
