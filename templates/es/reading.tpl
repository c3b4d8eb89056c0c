{{%AUTOESCAPE context="HTML"}}
<h2>Cómo leer las cifras</h2>
<p class="fold"><label class="tick"><input type="checkbox" autocomplete="off"> Mostrar cómo leer las cifras</label></p>
<ul>
<li><b>Los puntos</b> van de 0 a 100 a lo largo de cada escala. Una escala que cuenta algo, por
ejemplo días, se da en lo que cuenta.</li>
<li><b>«47 a 53»</b> debajo de una cifra es su intervalo del 95 %: cuánto puede alejarse de lo que
habrían dicho todas las personas de la lista. <b>n</b> es cuántas respondieron. Si entraron cifras
recortadas (≥, ≤) en un grupo mayor, su intervalo llega hasta donde pueden estar en realidad.</li>
<li><b>≥ y ≤</b>: en los extremos de una escala, la cifra exacta de un grupo pequeño revelaría lo que
dijo cada persona; por eso solo se escribe «esto o más», «esto o menos».
<b>«aprox.»</b>: calculada con cifras de las que algunas están recortadas así.</li>
<li><b>Qué tan exactas son</b>: los departamentos y la institución se calculan con lo que muestran sus
unidades. En diecinueve de cada veinte casos, un departamento de unas veinte respuestas queda a menos
de tres puntos de sus papeletas, y la institución a menos de uno. Si casi todos coinciden y la mayoría de
las unidades está recortada (≥, ≤, «aprox.»), el departamento puede quedar unos cinco puntos demasiado
cerca del centro, y la institución dos.</li>
<li><b>°</b> y cursiva: poca precisión, menos de 30 respuestas. Es cuestión de
fiabilidad: no se base solo en esa cifra.</li>
<li><b>No se muestra, para proteger a las personas en grupos pequeños</b>: depende de cuántas personas
respondieron, nunca de lo que respondieron.</li>
</ul>
