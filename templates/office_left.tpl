{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>{{PAGE_TITLE}}</h1>
<p>This page serves nobody any more. Start <code>chorus office</code> again for a new address.</p>
{{>OFFICE_END}}
