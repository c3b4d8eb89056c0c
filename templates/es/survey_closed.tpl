{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>Esta encuesta ya cerró · {{INSTITUTION}}</title>
{{>BODY}}
<h1{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{TITLE}}</h1>
<p>Esta encuesta cerró el {{CLOSES_WORDS}}. Ya no acepta respuestas. Su código, si no
se usó, ya no hace falta.</p>
<p>Las respuestas enviadas antes se cuentan. Con su recibo puede comprobar que la suya
está entre ellas.</p>
<p class="actions"><a class="button" href="/receipt/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">¿Está mi papeleta en el tablero?</a>
{{#PUBLIC}}<a class="button" href="/wave/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Ver los resultados</a>{{/PUBLIC}}</p>
{{>END}}
