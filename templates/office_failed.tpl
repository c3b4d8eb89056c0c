{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>{{PAGE_TITLE}}</h1>
<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>
<p class="actions"><a class="button" href="/">First page</a></p>
{{>OFFICE_END}}
