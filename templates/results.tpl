{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<h1>Results</h1>
{{#NONE}}<p>There is no wave yet. The office opens one with <code>chorus wave open</code>.</p>{{/NONE}}
{{#OPEN}}
<div class="notice"><p><b>{{TITLE}}</b> ({{WAVE}}) is running until {{DATE}}. {{ROSTER}} people
are invited. While it is open nothing is known about answers.</p></div>
{{/OPEN}}
{{#CLOSED}}
<div class="card">
<h2><a href="/results/{{WAVE}}">{{TITLE}}</a></h2>
<p>{{WAVE}}, closed on {{DATE}}</p>
<dl class="facts">
<div><dt>On the roster</dt><dd>{{ROSTER}}</dd></div>
<div><dt>Answered</dt><dd>{{ANSWERED}} <span class="small">({{PERCENT}} %)</span></dd></div>
</dl>
</div>
{{/CLOSED}}
{{>END}}
