{{%AUTOESCAPE context="HTML"}}
{{>OFFICE_TOP}}
<h1>Plan</h1>
<p>Who would be counted with whom if a wave opened now. Looking changes nothing.</p>
{{#ERROR}}<div class="notice notice-error" role="alert"><p>{{WHAT}}</p></div>{{/ERROR}}
<form method="get" action="/plan" class="filters">
<div class="field"><label for="k">Answers that a figure needs</label>
<input id="k" name="k" type="number" min="5" max="1000" value="{{K}}" class="short"></div>
<div class="field"><label for="min_group">People that a unit needs</label>
<input id="min_group" name="min_group" type="number" min="5" max="1000" value="{{MIN_GROUP}}" class="short"></div>
<button>Show</button>
</form>
{{#PLAN}}{{>OFFICE_UNITS}}{{/PLAN}}
{{>OFFICE_END}}
