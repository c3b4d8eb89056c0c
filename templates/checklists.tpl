{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<h1>Checklists</h1>
<p>What programs have in place in each of the six areas, as their champions say, with evidence and a date.</p>
{{#NONE}}<p>There is no program yet: a wave brings them.</p>{{/NONE}}
{{#SOME}}<div class="scroll scroll-tall" tabindex="0" role="group" aria-label="Checklists of all programs"><table class="sticky">
<thead><tr><th scope="col">Program</th>{{#AREA_HEAD}}<th scope="col">{{AREA_TITLE}}</th>{{/AREA_HEAD}}</tr></thead>
<tbody>
{{#PROGRAM_ROW}}<tr><th scope="row"><a href="/checklists/{{PROGRAM}}">{{PROGRAM}}</a><br><span class="small quiet">{{UNIT_NAME}}</span></th>{{#CELL}}<td>{{STATE}}</td>{{/CELL}}</tr>
{{/PROGRAM_ROW}}</tbody></table></div>{{/SOME}}
{{>END}}
