{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
{{#NEW}}<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/initiatives">Initiatives</a></li><li>New</li></ol></nav>
<h1>Record an initiative</h1>
<p>Before its results are known. What is compared with what, and on which outcome, is named here and fixed from the
first published wave after the start on.</p>{{/NEW}}
{{#OLD}}<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/initiatives">Initiatives</a></li><li><a href="/initiatives/{{ID}}">{{TITLE}}</a></li><li>Change</li></ol></nav>
<h1>Change the record</h1>
<p>{{TITLE}}. Every change stays visible on its page, with its date and by whom.</p>
{{#FIXED}}<div class="notice notice-note"><p><b>Results after its start are out.</b> Units, comparison units, start, primary
outcome and the wave before can no longer be changed.</p></div>{{/FIXED}}{{/OLD}}
{{#NO_WAVE}}<p>There is no wave yet: units and outcomes come with the first one.</p>{{/NO_WAVE}}
{{#FORM}}
{{>PROBLEMS}}
<form method="post" action="{{#NEW}}/initiatives{{/NEW}}{{#OLD}}/initiatives/{{ID}}/change{{/OLD}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="version" value="{{VERSION}}">
{{>FIELD}}
<p class="actions"><button class="button-primary">Keep this record</button> <a class="button" href="/initiatives">Leave it</a></p>
</form>
{{/FORM}}
{{>END}}
