{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>This survey has closed · {{INSTITUTION}}</title>
{{>BODY}}
<h1{{#FOREIGN}} lang="{{FOREIGN_CODE}}"{{/FOREIGN}}>{{TITLE}}</h1>
<p>This survey has closed, on {{CLOSES_WORDS}}. It takes no more answers. Your code, if
it was not used, is not needed any more.</p>
<p>Answers that were sent before are counted. With your receipt you can check that
yours is among them.</p>
<p class="actions"><a class="button" href="/receipt/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Is my ballot on the board?</a>
{{#PUBLIC}}<a class="button" href="/wave/{{WAVE}}{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">See the results</a>{{/PUBLIC}}</p>
{{>END}}
