{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>Waves</h1>
{{#WORKING}}<div class="notice" role="status"><p>{{WAVE}} is {{DOING}}. <a href="/work">How far is it?</a></p></div>{{/WORKING}}
{{#NO_ROSTER}}<div class="notice notice-note"><p><b>The roster is empty.</b> Everything begins with <a href="/roster">the roster</a>: a CSV file of the people who may answer.</p></div>{{/NO_ROSTER}}
{{#HAS_ROSTER}}<p>{{PEOPLE}} people are on <a href="/roster">the roster</a>.</p>{{/HAS_ROSTER}}
{{#NO_WAVE}}<p>No wave yet.</p>{{/NO_WAVE}}
{{#WAVE_ROW}}<div class="card">
<h2><a href="/wave/{{WAVE}}">{{WAVE}}</a></h2>
<p>{{TITLE}}</p>
<p>{{STATE}}</p>
</div>{{/WAVE_ROW}}
{{#HAS_ROSTER}}<p class="actions"><a class="button button-primary" href="/open">Prepare a new wave</a></p>{{/HAS_ROSTER}}
{{>OFFICE_END}}
