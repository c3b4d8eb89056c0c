{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<h1>{{PAGE_TITLE}}</h1>
<p>{{WHAT}}</p>
<p>{{NEXT}}</p>
<p class="actions"><a class="button" href="/">First page</a></p>
{{>END}}
