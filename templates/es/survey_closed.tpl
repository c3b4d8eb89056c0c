{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<h1>{{TITLE}}</h1>
<p>Esta encuesta cerró el {{CLOSES_WORDS}}. Ya no admite respuestas. Su código, si no
se usó, ya no hace falta.</p>
<p>Las respuestas enviadas antes se cuentan. Con su recibo puede comprobar que la suya
está entre ellas.</p>
<p class="actions"><a class="button" href="/receipt/{{WAVE}}?lang=es">¿Está mi papeleta en el tablero?</a>
{{#PUBLIC}}<a class="button" href="/wave/{{WAVE}}">Ver los resultados</a>{{/PUBLIC}}</p>
{{>END}}
