{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>The plan of {{WAVE}}</h1>
<p class="small quiet">Step 2 of 4. The plan cannot be changed after the opening.</p>
{{#CHANGED}}<div class="notice notice-note" role="alert"><p><b>The roster changed meanwhile.</b> This is the plan now; look at it again.</p></div>{{/CHANGED}}
<p>Survey {{SURVEY}}, open until {{CLOSES}}. {{WHO_OPENS}}</p>
{{>OFFICE_UNITS}}
<form method="post" action="/open/accept">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="digest" value="{{DIGEST}}">
<p class="actions"><button class="button-primary">Accept the plan</button> <a class="button" href="/open">Change something</a></p>
</form>
{{>OFFICE_END}}
