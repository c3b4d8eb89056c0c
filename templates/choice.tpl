{{%AUTOESCAPE context="HTML"}}
<div class="field"><label for="of">Scale or area</label>
<select id="of" name="of">
<optgroup label="Outcomes">{{#OF_SCALE}}<option value="{{OF_ID}}"{{#OF_CHOSEN}} selected{{/OF_CHOSEN}}>{{OF_TITLE}}</option>{{/OF_SCALE}}</optgroup>
{{#OF_AREAS}}<optgroup label="The six areas">{{#OF_AREA}}<option value="{{OF_ID}}"{{#OF_CHOSEN}} selected{{/OF_CHOSEN}}>{{OF_TITLE}}</option>{{/OF_AREA}}</optgroup>{{/OF_AREAS}}
<optgroup label="Questions of the areas">{{#OF_DRIVER}}<option value="{{OF_ID}}"{{#OF_CHOSEN}} selected{{/OF_CHOSEN}}>{{OF_TITLE}}</option>{{/OF_DRIVER}}</optgroup>
</select></div>
