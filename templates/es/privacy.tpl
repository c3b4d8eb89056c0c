{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>Cómo funciona · {{INSTITUTION}}</title>
{{>BODY}}
<h1>Cómo funciona, y qué no puede prometer</h1>
<p>En breve: el servidor sabe a quién se invitó, y guarda respuestas selladas. Lo que no
tiene es nada que una lo uno con lo otro, ni una clave que abra lo segundo.</p>

<h2>Los cinco pasos</h2>
<ol>
<li><b>Una invitación.</b> Usted recibe un enlace o una carta con un código propio. El
código está detrás de «#» en el enlace, una parte que los navegadores no envían.</li>
<li><b>Una ficha.</b> Cuando presiona «Sellar y enviar», y no antes, su navegador crea un
número al azar, lo oculta y muestra su código. El servidor anota que el código se ha usado y
firma el número oculto sin verlo.</li>
<li><b>Una papeleta sellada.</b> Su navegador descubre la firma, que el servidor nunca ha
visto, sella sus respuestas para que solo las abra la clave del comité, y entrega ambas. El
servidor ve que la firma es suya, pero no cuándo ni para quién la hizo.</li>
<li><b>El cierre.</b> La clave que abre papeletas no está en este servidor. Después del
cierre se usa una vez, para contar.</li>
<li><b>Las cifras.</b> Las respuestas se juntan en grupos de al menos cinco personas. Un
grupo habla una sola vez, según una regla fijada antes de enviar la primera invitación. Todo lo
mayor se calcula a partir de ahí, para que nada pueda hallarse restando.</li>
</ol>

<h2>La ficha a ciegas, en una imagen</h2>
{{>BLIND}}

<h2>Qué se promete, y qué lo sostiene</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Qué se promete, y qué lo sostiene"><table>
<thead><tr><th scope="col">Promesa</th><th scope="col">Qué la sostiene</th></tr></thead>
<tbody>
<tr><td>Una sola papeleta por invitación, como máximo</td><td>Para cada código se firma una vez; cada firma se acepta una vez.</td></tr>
<tr><td>Los archivos de un momento cualquiera no unen papeletas con personas ni muestran un orden</td><td>Lo que el servidor firma le está oculto; las filas se sobrescriben en lugares al azar.</td></tr>
<tr><td>El servidor no puede leer una respuesta</td><td>Su navegador la sella; el programa que sirve estas páginas no tiene ninguna parte que la abra, y la clave no está en su disco.</td></tr>
<tr><td>Las respuestas se abren solo cuando lo decide quien tiene la frase de paso, o suficientes custodios</td><td>La clave está cerrada con esa frase, o repartida entre ellos.</td></tr>
<tr><td>Los tamaños de los grupos, la hora de cierre y las preguntas no pueden cambiar después de la primera invitación</td><td>Están en un archivo; cada ficha está atada a su huella, que está en su enlace.</td></tr>
<tr><td>El servidor no puede marcar a una persona con una clave especial</td><td>Su navegador comprueba una prueba con la clave de ese archivo, la misma para todas las personas.</td></tr>
<tr><td>Su papeleta se contó, y nadie usó su invitación</td><td>Usted obtiene un recibo firmado; después del cierre un tablero muestra todas las papeletas y todas las invitaciones usadas.</td></tr>
</tbody></table></div>

<h2>Qué no se promete</h2>
<p>Ningún sistema de encuestas puede prometer todo esto, y algunos no lo dicen.</p>
<dl class="plain">
<dt>Quien observa la red mientras usted responde</dt>
<dd>Quien opera este servidor, si graba, retrasa o bloquea el tráfico en vivo, o una red que
guarda registro de conexiones, puede relacionar el momento de su ficha con el de su
papeleta. Chorus no guarda direcciones ni horas. Si esto le preocupa, obtenga un <i>pase</i>: puede usarse
más tarde y desde otro lugar.</dd>
<dt>Dos copias del disco</dt>
<dd>Dos copias hechas en momentos distintos muestran lo que llegó entre ellas. A la oficina se le dice
que no haga copias mientras una encuesta está abierta.</dd>
<dt>Quien hace la lista de invitaciones</dt>
<dd>Quien hace la lista, guarda códigos sin usar o tiene la clave de las fichas puede emitir papeletas
propias. «Cinco personas» cuenta papeletas, no personas honestas. El tablero muestra todas las
invitaciones usadas, para que cada persona compruebe la suya.</dd>
<dt>Quien lee su correo</dt>
<dd>Puede responder en su lugar. No puede leer lo que usted respondió. Los filtros que reescriben enlaces en los
correos ven el enlace.</dd>
<dt>Quienes tienen la clave de apertura</dt>
<dd>Al abrir una encuesta ven cada papeleta, sin nombres.</dd>
<dt>Quien tiene su recibo o su pase, y además puede abrir papeletas</dt>
<dd>Puede encontrar sus respuestas hasta que las papeletas se destruyan. Guarde un recibo como guardaría una
carta, o no lo guarde: su papeleta cuenta igual.</dd>
<dt>Una página hecha para engañar</dt>
<dd>Un software hostil en la página podría leer lo que escribe. El de estas páginas es un archivo fijo cuya huella
forma parte de la promesa; al navegador se le dice que no ejecute otro; cualquiera puede construir el mismo archivo a
partir del código fuente; y se puede responder sin navegador.</dd>
<dt>Que usted participó</dt>
<dd>La oficina puede ver que usted pidió una ficha, para sus recordatorios. No puede ver si envió una papeleta,
ni cuál.</dd>
<dt>Más de una de cada cinco personas que juntan lo que saben</dt>
<dd>La regla se mantiene cuando hasta una de cada cinco personas de un grupo, y diez como máximo, juntan lo que saben
de sí mismas (una de cada diez, y diez como máximo, donde también se muestra una proporción). Una coalición mayor, o
quien controle papeletas, puede averiguar más del resto. El tablero y las cifras juntos dicen cuántas personas, hasta
cuatro, respondieron en grupos que no se muestran.</dd>
</dl>

<h2>Qué se guarda, y qué no</h2>
<ul>
<li>Las páginas de la encuesta no ponen cookies ni guardan nada en el navegador.</li>
<li>No se anota ninguna dirección, ningún tipo de navegador ni la hora de una visita, ni aquí ni en el
registro.</li>
<li>Nada se carga de otro sitio.</li>
<li>La promesa de la encuesta nombra el día en que la oficina tiene que destruir las papeletas.</li>
</ul>
{{>END}}
