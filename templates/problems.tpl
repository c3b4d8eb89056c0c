{{%AUTOESCAPE context="HTML"}}
{{#MEANWHILE}}<div class="notice notice-note" role="alert"><p><b>Somebody else has changed this meanwhile.</b> What
you typed stands below and was not kept yet. Look at what is there now in another window, then send it again: it
takes the place of what is there.</p></div>{{/MEANWHILE}}
{{#PROBLEMS}}<div class="notice notice-error" role="alert"><p><b>Nothing was kept yet.</b> What you typed stands
below; this needs another look:</p>
<ul>
{{#PROBLEM}}<li><a href="#f-{{PROBLEM_FIELD}}">{{PROBLEM_LABEL}}</a>: {{PROBLEM_TEXT}}</li>
{{/PROBLEM}}</ul></div>{{/PROBLEMS}}
