{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>Ayuda · {{INSTITUTION}}</title>
{{>BODY}}
<h1>Ayuda</h1>
<p>Estas personas están para usted responda lo que responda, y también si no
responde. Nada de lo que mire aquí se cuenta ni se anota.</p>
{{RESOURCES:none}}
<h2>Preguntas sobre la encuesta</h2>
<p>Un código perdido, un enlace que no se abre o una página que no carga: pregunte a
la oficina que envió la carta. Puede cambiar un código por otro mientras no se haya usado. No puede
buscar, cambiar ni borrar una respuesta: nadie puede antes del cierre, y
después solo hay cifras de grupos.</p>
{{>END}}
