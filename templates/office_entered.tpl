{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>This browser is let in</h1>
<p>The address that you opened works once. Keep this browser for your work; another one needs a new address.</p>
<p class="actions"><a class="button button-primary" href="/">Begin</a></p>
{{>OFFICE_END}}
