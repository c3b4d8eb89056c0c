{{%AUTOESCAPE context="HTML"}}
{{#FIELD}}<div class="field">
{{#LABELLED}}<label for="f-{{FIELD_NAME}}">{{FIELD_LABEL}}</label>{{/LABELLED}}
{{#TICK}}<label class="tick" for="f-{{FIELD_NAME}}"><input type="checkbox" id="f-{{FIELD_NAME}}" name="{{FIELD_NAME}}" value="yes"{{#TICKED}} checked{{/TICKED}}{{#DESCRIBED}} aria-describedby="{{#DESCRIBED_HINT}}h-{{FIELD_NAME}} {{/DESCRIBED_HINT}}{{#DESCRIBED_WRONG}}e-{{FIELD_NAME}}{{/DESCRIBED_WRONG}}"{{/DESCRIBED}}> {{FIELD_LABEL}}</label>{{/TICK}}
{{#HINT}}<span class="hint" id="h-{{FIELD_NAME}}">{{HINT_TEXT}}</span>{{/HINT}}
{{#INPUT}}<input id="f-{{FIELD_NAME}}" name="{{FIELD_NAME}}" type="{{FIELD_TYPE}}" value="{{FIELD_VALUE}}" maxlength="{{FIELD_MAX}}"{{#NEEDED}} required{{/NEEDED}}{{#WRONG}} aria-invalid="true"{{/WRONG}}{{#DESCRIBED}} aria-describedby="{{#DESCRIBED_HINT}}h-{{FIELD_NAME}} {{/DESCRIBED_HINT}}{{#DESCRIBED_WRONG}}e-{{FIELD_NAME}}{{/DESCRIBED_WRONG}}"{{/DESCRIBED}}>{{/INPUT}}
{{#LINES}}<textarea id="f-{{FIELD_NAME}}" name="{{FIELD_NAME}}" maxlength="{{FIELD_MAX}}"{{#NEEDED}} required{{/NEEDED}}{{#WRONG}} aria-invalid="true"{{/WRONG}}{{#DESCRIBED}} aria-describedby="{{#DESCRIBED_HINT}}h-{{FIELD_NAME}} {{/DESCRIBED_HINT}}{{#DESCRIBED_WRONG}}e-{{FIELD_NAME}}{{/DESCRIBED_WRONG}}"{{/DESCRIBED}}>
{{FIELD_VALUE:pre_escape}}</textarea>{{/LINES}}
{{#SELECT}}<select id="f-{{FIELD_NAME}}" name="{{FIELD_NAME}}"{{#NEEDED}} required{{/NEEDED}}{{#WRONG}} aria-invalid="true"{{/WRONG}}{{#DESCRIBED}} aria-describedby="{{#DESCRIBED_HINT}}h-{{FIELD_NAME}} {{/DESCRIBED_HINT}}{{#DESCRIBED_WRONG}}e-{{FIELD_NAME}}{{/DESCRIBED_WRONG}}"{{/DESCRIBED}}>
{{#OPTION}}<option value="{{OPTION_VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{OPTION_LABEL}}</option>
{{/OPTION}}</select>{{/SELECT}}
{{#WRONG}}<span class="field-error" id="e-{{FIELD_NAME}}">{{WRONG_TEXT}}</span>{{/WRONG}}
</div>
{{/FIELD}}
