{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/results">Results</a></li><li><a href="/results/{{WAVE}}">{{WAVE}}</a></li><li>Over waves</li></ol></nav>
<h1>Over waves: {{OF_WHOM}}</h1>
{{>WAVE_PARTS}}
<form class="filters" method="get" action="/results/{{WAVE}}/trend">
<div class="field"><label for="unit">Whom</label>
<select id="unit" name="unit"><option value="">The institution</option>{{#UNIT_OPTION}}<option value="{{UNIT}}"{{#UNIT_CHOSEN}} selected{{/UNIT_CHOSEN}}>{{UNIT_NAME}}</option>{{/UNIT_OPTION}}</select></div>
<button type="submit">Show</button></form>
{{#ONE_WAVE}}<p>{{WAVE}} is the first wave: there is nothing yet that it can be compared with.</p>{{/ONE_WAVE}}
<p>All waves up to {{WAVE}}. Nothing is computed across a gap: there the instrument, its version or the programs of the
unit are others. Waves share people: the interval of a change is wider than it needs be, never narrower. The intervals here
speak of the program as people pass through it, so they are wider than those of one wave’s roster.</p>
{{#OUTCOMES}}<h2>Burnout and what was counted</h2>
<div class="columns">
{{>TREND}}
</div>{{/OUTCOMES}}
{{#AREAS}}<h2>The six areas</h2>
<div class="columns">
{{>TREND}}
</div>{{/AREAS}}
{{>WAVE_SOURCE}}
{{>END}}
