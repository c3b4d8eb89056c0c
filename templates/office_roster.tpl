{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>Roster</h1>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p><p>Nothing was changed.</p></div>{{/ERROR}}
{{#DONE}}<div class="notice" role="status"><p>The roster was replaced.</p></div>{{/DONE}}
{{#EMPTY}}<p>Nobody is on it yet.</p>{{/EMPTY}}
{{#STORED}}<dl class="facts">
<div><dt>People</dt><dd>{{PEOPLE}}</dd></div>
<div><dt>Programs</dt><dd>{{PROGRAMS}}</dd></div>
<div><dt>Departments</dt><dd>{{DEPARTMENTS}}</dd></div>
</dl>{{/STORED}}
<h2>A new roster</h2>
<p>A CSV file, as a spreadsheet saves it, with these columns in any order: <b>person</b> (a key of your own), <b>email</b>,
<b>department</b>, <b>program_id</b>, <b>program</b>; and when you have them type, site, unit, language. Others are not kept.
It takes the place of the whole roster. You see what would change before anything does.</p>
<form method="post" action="/roster/preview" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label for="file">File</label>
<input id="file" name="file" type="file" accept=".csv,text/csv" required></div>
<p class="actions"><button class="button-primary">Show what would change</button></p>
</form>
<p class="small quiet">A wave that is open keeps the people that it was opened with.</p>
{{>OFFICE_END}}
