{{%AUTOESCAPE context="HTML"}}
<p class="small quiet">Instrument {{SURVEY}} {{SURVEY_VERSION}}. Groups of {{RULE_K}} answers and more. Every figure is from the
release file, SHA-256 <span class="mono">{{RELEASE_SHA}}</span>, or computed from it.</p>
{{>TRUSTEES}}
