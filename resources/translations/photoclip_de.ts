<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Add folder…</source>
        <translation>&amp;Ordner hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Look for new photos</source>
        <translation>Nach &amp;neuen Fotos suchen</translation>
    </message>
    <message>
        <source>&amp;Pause reading photos</source>
        <translation>Lesen der Fotos &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle …</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;Clear search</source>
        <translation>Suche &amp;leeren</translation>
    </message>
    <message>
        <source>Sa&amp;ve this search…</source>
        <translation>Diese Suche s&amp;peichern&#xa0;…</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>Select &amp;nothing</source>
        <translation>&amp;Nichts auswählen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>An&amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Open with another program</source>
        <translation>Mit anderem &amp;Programm öffnen</translation>
    </message>
    <message>
        <source>Show in fol&amp;der</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Co&amp;py path</source>
        <translation>Pfad &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy f&amp;iles</source>
        <translation>&amp;Dateien kopieren</translation>
    </message>
    <message>
        <source>Find &amp;similar</source>
        <translation>Ähnliche &amp;suchen</translation>
    </message>
    <message>
        <source>Add to al&amp;bum…</source>
        <translation>Zu Al&amp;bum hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Remove from this album</source>
        <translation>Aus diesem Album entfernen</translation>
    </message>
    <message>
        <source>Earlier in this album</source>
        <translation>Früher in diesem Album</translation>
    </message>
    <message>
        <source>Later in this album</source>
        <translation>Später in diesem Album</translation>
    </message>
    <message>
        <source>&amp;Label…</source>
        <translation>&amp;Label&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Write keywords to files…</source>
        <translation>Stichwörter in &amp;Dateien schreiben…</translation>
    </message>
    <message>
        <source>Write &amp;captions</source>
        <translation>Beschreibun&amp;gen schreiben</translation>
    </message>
    <message>
        <source>&amp;Move to trash…</source>
        <translation>In den Papierkorb &amp;verschieben&#xa0;…</translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%Ln Stern</numerusform>
            <numerusform>%Ln Sterne</numerusform>
        </translation>
    </message>
    <message>
        <source>No stars</source>
        <translation>Keine Sterne</translation>
    </message>
    <message>
        <source>&amp;Pick</source>
        <translation>A&amp;nnehmen</translation>
    </message>
    <message>
        <source>Re&amp;ject</source>
        <translation>&amp;Ablehnen</translation>
    </message>
    <message>
        <source>No &amp;flag</source>
        <translation>Keine &amp;Markierung</translation>
    </message>
    <message>
        <source>&amp;New label…</source>
        <translation>&amp;Neues Label&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Make a label of this search…</source>
        <translation>Aus dieser Suche ein Label &amp;machen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Edit label…</source>
        <translation>Label &amp;bearbeiten&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Review…</source>
        <translation>Du&amp;rchsehen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Suggested labels…</source>
        <translation>&amp;Vorgeschlagene Labels…</translation>
    </message>
    <message>
        <source>&amp;Larger</source>
        <translation>&amp;Größer</translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation>&amp;Kleiner</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>Slides&amp;how</source>
        <translation>D&amp;iashow</translation>
    </message>
    <message>
        <source>Side&amp;bar</source>
        <translation>&amp;Seitenleiste</translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation>D&amp;etails</translation>
    </message>
    <message>
        <source>Group by &amp;day</source>
        <translation>Nach &amp;Tagen gruppieren</translation>
    </message>
    <message>
        <source>Show &amp;unlikely results too</source>
        <translation>Auch &amp;unwahrscheinliche Treffer zeigen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Colours as the s&amp;ystem</source>
        <translation>Farben wie das S&amp;ystem</translation>
    </message>
    <message>
        <source>Li&amp;ght</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>Du&amp;nkel</translation>
    </message>
    <message>
        <source>User &amp;guide</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Show the &amp;log</source>
        <translation>&amp;Protokoll zeigen</translation>
    </message>
    <message>
        <source>&amp;About PhotoClip</source>
        <translation>Ü&amp;ber PhotoClip</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>&amp;Foto</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>&amp;Labels</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <comment>the menu</comment>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Markierung</translation>
    </message>
</context>
<context>
    <name>Band</name>
    <message>
        <source>likely</source>
        <translation>wahrscheinlich</translation>
    </message>
    <message>
        <source>maybe</source>
        <translation>vielleicht</translation>
    </message>
    <message>
        <source>unlikely</source>
        <translation>unwahrscheinlich</translation>
    </message>
</context>
<context>
    <name>BorderPhoto</name>
    <message>
        <source>Yes, it has the label (Y)</source>
        <translation>Ja, es hat das Label (Y)</translation>
    </message>
    <message>
        <source>No, it hasn’t (N)</source>
        <translation>Nein, es hat es nicht (N)</translation>
    </message>
    <message>
        <source>{0}: Y for yes, N for no</source>
        <translation>{0}: Y für ja, N für nein</translation>
    </message>
    <message>
        <source>{0}: yes</source>
        <translation>{0}: ja</translation>
    </message>
    <message>
        <source>{0}: no</source>
        <translation>{0}: nein</translation>
    </message>
</context>
<context>
    <name>BorderStrip</name>
    <message>
        <source>No photos</source>
        <translation>Keine Fotos</translation>
    </message>
</context>
<context>
    <name>BusyLine</name>
    <message>
        <source>Searching</source>
        <translation>Suche läuft</translation>
    </message>
</context>
<context>
    <name>Captioning</name>
    <message>
        <source>This file has not been read yet. Try again in a moment.</source>
        <translation>Diese Datei wurde noch nicht gelesen. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>That is more than {count} photos at once. Select fewer.</source>
        <translation>Das sind mehr als {count} Fotos auf einmal. Wählen Sie weniger aus.</translation>
    </message>
    <message>
        <source>A model has written about these photos already.</source>
        <translation>Zu diesen Fotos hat schon ein Modell etwas geschrieben.</translation>
    </message>
    <message>
        <source>Writing captions: {done} of {total}</source>
        <translation>Beschreibungen werden geschrieben: {done} von {total}</translation>
    </message>
    <message>
        <source>The model that writes captions is being loaded…</source>
        <translation>Das Modell, das Beschreibungen schreibt, wird geladen …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s) written</source>
        <translation>
            <numerusform>%Ln Beschreibung geschrieben</numerusform>
            <numerusform>%Ln Beschreibungen geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>nothing to say about %n photo(s)</source>
        <translation>
            <numerusform>nichts zu sagen zu %Ln Foto</numerusform>
            <numerusform>nichts zu sagen zu %Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) on drives that are away</source>
        <translation>
            <numerusform>%Ln Foto auf Laufwerken, die nicht da sind</numerusform>
            <numerusform>%Ln Fotos auf Laufwerken, die nicht da sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) could not be read</source>
        <translation>
            <numerusform>%Ln Foto war nicht lesbar</numerusform>
            <numerusform>%Ln Fotos waren nicht lesbar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>picked</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>RAW</source>
        <translation>RAW</translation>
    </message>
    <message>
        <source>waiting to be read</source>
        <translation>wartet darauf, gelesen zu werden</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
</context>
<context>
    <name>ChipBar</name>
    <message>
        <source>How the search was understood</source>
        <translation>So wurde die Suche verstanden</translation>
    </message>
</context>
<context>
    <name>ChipButton</name>
    <message>
        <source>Remove: {what}</source>
        <translation>Entfernen: {what}</translation>
    </message>
</context>
<context>
    <name>ColourChoice</name>
    <message>
        <source>Another colour…</source>
        <translation>Andere Farbe&#xa0;…</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>A colour for the label</source>
        <translation>Eine Farbe für das Label</translation>
    </message>
</context>
<context>
    <name>Colours</name>
    <message>
        <source>No colour</source>
        <translation>Keine Farbe</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rosa</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%Ln Stern</numerusform>
            <numerusform>%Ln Sterne</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cop(ies)</source>
        <translation>
            <numerusform>%Ln Kopie</numerusform>
            <numerusform>%Ln Kopien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>taken off %n photo(s)</source>
        <translation>
            <numerusform>von %Ln Foto entfernt</numerusform>
            <numerusform>von %Ln Fotos entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>suggested on %n photo(s)</source>
        <translation>
            <numerusform>auf %Ln Foto vorgeschlagen</numerusform>
            <numerusform>auf %Ln Fotos vorgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n suggested</source>
        <translation>
            <numerusform>und %Ln Vorschlag</numerusform>
            <numerusform>und %Ln Vorschläge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %n more photo(s)</source>
        <translation>
            <numerusform>auf %Ln weiterem Foto</numerusform>
            <numerusform>auf %Ln weiteren Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>off %n photo(s)</source>
        <translation>
            <numerusform>weg von %Ln Foto</numerusform>
            <numerusform>weg von %Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%Ln Antwort</numerusform>
            <numerusform>%Ln Antworten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n answer(s) they were {0} sure of the right one.</source>
        <translation>
            <numerusform>Bei %Ln Antwort waren sie sich der richtigen zu {0} sicher.</numerusform>
            <numerusform>Bei %Ln Antworten waren sie sich der richtigen zu {0} sicher.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n answer(s) it had not seen it was {0} sure of the right one, your words alone {1}.</source>
        <translation>
            <numerusform>Bei %Ln Antwort, die es nicht kannte, war es sich der richtigen zu {0} sicher, Ihre Worte allein zu {1}.</numerusform>
            <numerusform>Bei %Ln Antworten, die es nicht kannte, war es sich der richtigen zu {0} sicher, Ihre Worte allein zu {1}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) to learn from</source>
        <translation>
            <numerusform>%Ln Antwort zum Lernen</numerusform>
            <numerusform>%Ln Antworten zum Lernen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more answered since.</source>
        <translation>
            <numerusform>Seither %Ln Antwort mehr.</numerusform>
            <numerusform>Seither %Ln Antworten mehr.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suggested</source>
        <translation>
            <numerusform>%Ln vorgeschlagen</numerusform>
            <numerusform>%Ln vorgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n confirmed</source>
        <translation>
            <numerusform>%Ln bestätigt</numerusform>
            <numerusform>%Ln bestätigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n from files</source>
        <translation>
            <numerusform>%Ln aus Dateien</numerusform>
            <numerusform>%Ln aus Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by PhotoClip</source>
        <translation>
            <numerusform>%Ln von PhotoClip</numerusform>
            <numerusform>%Ln von PhotoClip</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong</source>
        <translation>
            <numerusform>%Ln falsch</numerusform>
            <numerusform>%Ln falsch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) that you said are wrong</source>
        <translation>
            <numerusform>%Ln Label, das Ihnen zufolge falsch ist</numerusform>
            <numerusform>%Ln Labels, die Ihnen zufolge falsch sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review %n suggestion(s)…</source>
        <translation>
            <numerusform>%Ln Vorschlag durchsehen&#xa0;…</numerusform>
            <numerusform>%Ln Vorschläge durchsehen&#xa0;…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) would change</source>
        <translation>
            <numerusform>%Ln Datei würde sich ändern</numerusform>
            <numerusform>%Ln Dateien würden sich ändern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are up to date</source>
        <translation>
            <numerusform>%Ln Datei ist auf dem neuesten Stand</numerusform>
            <numerusform>%Ln Dateien sind auf dem neuesten Stand</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) can’t be written</source>
        <translation>
            <numerusform>%Ln Datei kann nicht geschrieben werden</numerusform>
            <numerusform>%Ln Dateien können nicht geschrieben werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) wait for their drive</source>
        <translation>
            <numerusform>%Ln Datei wartet auf ihr Laufwerk</numerusform>
            <numerusform>%Ln Dateien warten auf ihr Laufwerk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are in folders that allow no writing</source>
        <translation>
            <numerusform>%Ln Datei liegt in einem Ordner, der kein Schreiben erlaubt</numerusform>
            <numerusform>%Ln Dateien liegen in Ordnern, die kein Schreiben erlauben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written</source>
        <translation>
            <numerusform>%Ln Datei geschrieben</numerusform>
            <numerusform>%Ln Dateien geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be written</source>
        <translation>
            <numerusform>%Ln Datei konnte nicht geschrieben werden</numerusform>
            <numerusform>%Ln Dateien konnten nicht geschrieben werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) wait for their drive or their turn</source>
        <translation>
            <numerusform>%Ln Datei wartet auf ihr Laufwerk oder ist noch nicht an der Reihe</numerusform>
            <numerusform>%Ln Dateien warten auf ihr Laufwerk oder sind noch nicht an der Reihe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about {time} for your %n photo(s)</source>
        <translation>
            <numerusform>etwa {time} für Ihr %Ln Foto</numerusform>
            <numerusform>etwa {time} für Ihre %Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not on this computer; what it knows of %n photo(s) is kept ({size})</source>
        <translation>
            <numerusform>Nicht auf diesem Rechner; was es von %n Foto weiß, ist aufgehoben ({size})</numerusform>
            <numerusform>Nicht auf diesem Rechner; was es von %n Fotos weiß, ist aufgehoben ({size})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On this computer, and knows %n of your photo(s)</source>
        <translation>
            <numerusform>Auf diesem Rechner, kennt %Ln Ihrer Fotos</numerusform>
            <numerusform>Auf diesem Rechner, kennt %Ln Ihrer Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) can&apos;t be read now and follow when they can: the new model finds them then.</source>
        <translation>
            <numerusform>%Ln Foto ist jetzt nicht lesbar und folgt, sobald es das ist: Dann findet es das neue Modell.</numerusform>
            <numerusform>%Ln Fotos sind jetzt nicht lesbar und folgen, sobald sie es sind: Dann findet sie das neue Modell.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your %n photo(s) take about {time}.</source>
        <translation>
            <numerusform>Ihr %Ln Foto dauert etwa {time}.</numerusform>
            <numerusform>Ihre %Ln Fotos dauern etwa {time}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%Ln Minute</numerusform>
            <numerusform>%Ln Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%Ln Stunde</numerusform>
            <numerusform>%Ln Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n photo(s) takes about {time}.</source>
        <translation>
            <numerusform>%Ln Foto anzusehen dauert etwa {time}.</numerusform>
            <numerusform>%Ln Fotos anzusehen dauert etwa {time}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Words won&apos;t find %n photo(s) until they have been looked at; that goes on meanwhile.</source>
        <translation>
            <numerusform>Wörter finden %n Foto erst, wenn es angesehen ist; das geht unterdessen weiter.</numerusform>
            <numerusform>Wörter finden %n Fotos erst, wenn sie angesehen sind; das geht unterdessen weiter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget what it knows of %n photo(s) too: going back means looking at them again</source>
        <translation>
            <numerusform>Auch vergessen, was es von %Ln Foto weiß: Für den Weg zurück muss es neu angesehen werden</numerusform>
            <numerusform>Auch vergessen, was es von %Ln Fotos weiß: Für den Weg zurück müssen sie neu angesehen werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That frees {size} in the library. To use it again, %n photo(s) would be looked at anew.</source>
        <translation>
            <numerusform>Das gibt {size} in der Bibliothek frei. Um es wieder zu verwenden, müsste %n Foto neu angesehen werden.</numerusform>
            <numerusform>Das gibt {size} in der Bibliothek frei. Um es wieder zu verwenden, müssten %n Fotos neu angesehen werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) with your words</source>
        <translation>
            <numerusform>%Ln Foto mit Ihren Wörtern</numerusform>
            <numerusform>%Ln Fotos mit Ihren Wörtern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {many} photo(s) with your words</source>
        <translation>
            <numerusform>%Ln von {many} Fotos mit Ihren Wörtern</numerusform>
            <numerusform>%Ln von {many} Fotos mit Ihren Wörtern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n different word(s) or sentence(s)</source>
        <translation>
            <numerusform>%Ln Wort oder Satz</numerusform>
            <numerusform>%Ln verschiedene Wörter oder Sätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) of a photo and its words</source>
        <translation>
            <numerusform>%Ln Paar aus Foto und Wörtern</numerusform>
            <numerusform>%Ln Paare aus Foto und Wörtern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong in PhotoClip</source>
        <translation>In PhotoClip ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>This is a mistake in PhotoClip, not yours. Your photos are not touched, and what you did so far is saved. You can go on; if something looks wrong, close PhotoClip and start it again.

The report stays on this computer. To have it mended, send it to the developers:</source>
        <translation>Das ist ein Fehler in PhotoClip, nicht Ihrer. Ihre Fotos sind unberührt, und was Sie bisher getan haben, ist gespeichert. Sie können weiterarbeiten; wenn etwas falsch aussieht, schließen Sie PhotoClip und starten es neu.

Der Bericht bleibt auf diesem Computer. Damit der Fehler behoben werden kann, schicken Sie ihn den Entwicklern:</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Protokoll zeigen</translation>
    </message>
</context>
<context>
    <name>DatePanel</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Show this range</source>
        <translation>Diesen Zeitraum zeigen</translation>
    </message>
</context>
<context>
    <name>Editing</name>
    <message numerus="yes">
        <source>Rating of %n photo(s)</source>
        <translation>
            <numerusform>Bewertung von %Ln Foto</numerusform>
            <numerusform>Bewertung von %Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Flag of %n photo(s)</source>
        <translation>
            <numerusform>Markierung von %Ln Foto</numerusform>
            <numerusform>Markierung von %Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Discard a model’s caption</source>
        <translation>Beschreibung eines Modells verwerfen</translation>
    </message>
    <message>
        <source>Label “{name}”</source>
        <translation>Label „{name}“</translation>
    </message>
    <message>
        <source>Add to album “{name}”</source>
        <translation>Zum Album „{name}“ hinzufügen</translation>
    </message>
    <message>
        <source>Remove from album “{name}”</source>
        <translation>Aus dem Album „{name}“ entfernen</translation>
    </message>
    <message>
        <source>Order of album “{name}”</source>
        <translation>Reihenfolge des Albums „{name}“</translation>
    </message>
    <message>
        <source>New album “{name}”</source>
        <translation>Neues Album „{name}“</translation>
    </message>
    <message>
        <source>This file has not been read yet. Try again in a moment.</source>
        <translation>Diese Datei wurde noch nicht gelesen. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>That is more than {count} photos at once. Select fewer.</source>
        <translation>Das sind mehr als {count} Fotos auf einmal. Wählen Sie weniger aus.</translation>
    </message>
    <message numerus="yes">
        <source>Move %n file(s) to the trash</source>
        <translation>
            <numerusform>%Ln Datei in den Papierkorb verschieben</numerusform>
            <numerusform>%Ln Dateien in den Papierkorb verschieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) put back from the trash</source>
        <translation>
            <numerusform>%Ln Datei aus dem Papierkorb zurückgeholt</numerusform>
            <numerusform>%Ln Dateien aus dem Papierkorb zurückgeholt</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} could not be moved: {reason}</source>
        <translation>{name} konnte nicht verschoben werden: {reason}</translation>
    </message>
    <message numerus="yes">
        <source>(and %n more)</source>
        <translation>
            <numerusform>(und %Ln weitere)</numerusform>
            <numerusform>(und %Ln weitere)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export photos</source>
        <translation>Fotos exportieren</translation>
    </message>
    <message>
        <source>How far the export is</source>
        <translation>Wie weit der Export ist</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>C&amp;opies in a folder</source>
        <translation>K&amp;opien in einem Ordner</translation>
    </message>
    <message>
        <source>&amp;Links in a folder, which take no room</source>
        <translation>&amp;Verknüpfungen in einem Ordner, die keinen Platz brauchen</translation>
    </message>
    <message>
        <source>A contact &amp;sheet to print (PDF)</source>
        <translation>Ein &amp;Kontaktabzug zum Drucken (PDF)</translation>
    </message>
    <message>
        <source>&amp;Number the files, so that every program keeps the order</source>
        <translation>Dateien &amp;nummerieren, damit jedes Programm die Reihenfolge behält</translation>
    </message>
    <message>
        <source>Take &amp;sidecar files along</source>
        <translation>&amp;Begleitdateien mitnehmen</translation>
    </message>
    <message>
        <source>Title above each page</source>
        <translation>Titel über jeder Seite</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>Across:</source>
        <translation>Nebeneinander:</translation>
    </message>
    <message>
        <source>Down:</source>
        <translation>Untereinander:</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>&amp;Nach:</translation>
    </message>
    <message>
        <source>A file for the sheet</source>
        <translation>Eine Datei für den Abzug</translation>
    </message>
    <message>
        <source>A folder, new or old</source>
        <translation>Ein Ordner, neu oder alt</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>Kontaktabzug</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) exported to {target}</source>
        <translation>
            <numerusform>%Ln Foto exportiert nach {target}</numerusform>
            <numerusform>%Ln Fotos exportiert nach {target}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were there already.</source>
        <translation>
            <numerusform>%Ln Foto war schon da.</numerusform>
            <numerusform>%Ln Fotos waren schon da.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were left out:</source>
        <translation>
            <numerusform>%Ln Foto wurde ausgelassen:</numerusform>
            <numerusform>%Ln Fotos wurden ausgelassen:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Album “{name}”</source>
        <translation>Album „{name}“</translation>
    </message>
    <message numerus="yes">
        <source>%n selected photo(s)</source>
        <translation>
            <numerusform>%Ln ausgewähltes Foto</numerusform>
            <numerusform>%Ln ausgewählte Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n photo(s) that are shown</source>
        <translation>
            <numerusform>%Ln Foto, das gezeigt wird</numerusform>
            <numerusform>Alle %Ln Fotos, die gezeigt werden</numerusform>
        </translation>
    </message>
    <message>
        <source>The export was stopped. What was made stays: {target}</source>
        <translation>Der Export wurde angehalten. Was fertig ist, bleibt: {target}</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Objektiv</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichtung</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>Alben</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} mm</source>
        <translation>{0} mm</translation>
    </message>
    <message>
        <source>{0} MP</source>
        <translation>{0} MP</translation>
    </message>
    <message>
        <source>{0}%</source>
        <translation>{0}&#xa0;%</translation>
    </message>
    <message>
        <source>{0}° S</source>
        <translation>{0}° S</translation>
    </message>
    <message>
        <source>{0}° N</source>
        <translation>{0}° N</translation>
    </message>
    <message>
        <source>{0}° W</source>
        <translation>{0}° W</translation>
    </message>
    <message>
        <source>{0}° E</source>
        <translation>{0}° O</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>Wahrscheinlich</translation>
    </message>
    <message>
        <source>Maybe</source>
        <translation>Vielleicht</translation>
    </message>
    <message>
        <source>Unlikely</source>
        <translation>Unwahrscheinlich</translation>
    </message>
    <message>
        <source>Likely: the photo probably shows this; it may be wrong now and then.</source>
        <translation>Wahrscheinlich: Das Foto zeigt dies vermutlich; hin und wieder stimmt es nicht.</translation>
    </message>
    <message>
        <source>Maybe: something in the photo points to this; look for yourself.</source>
        <translation>Vielleicht: Etwas im Foto deutet darauf hin; sehen Sie selbst.</translation>
    </message>
    <message>
        <source>Unlikely: little in the photo points to this.</source>
        <translation>Unwahrscheinlich: Wenig im Foto deutet darauf hin.</translation>
    </message>
    <message>
        <source>{0} m</source>
        <translation>{0} m</translation>
    </message>
    <message>
        <source>{0} (offline)</source>
        <translation>{0} (offline)</translation>
    </message>
    <message>
        <source>the reason is not known</source>
        <translation>der Grund ist nicht bekannt</translation>
    </message>
    <message>
        <source>This file could not be read: {0}</source>
        <translation>Diese Datei konnte nicht gelesen werden: {0}</translation>
    </message>
    <message>
        <source>This file still waits to be read.</source>
        <translation>Diese Datei wartet noch darauf, gelesen zu werden.</translation>
    </message>
    <message>
        <source>Its drive is not connected.</source>
        <translation>Ihr Laufwerk ist nicht angeschlossen.</translation>
    </message>
</context>
<context>
    <name>FactsView</name>
    <message>
        <source>About this photo</source>
        <translation>Über dieses Foto</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy “{0}”</source>
        <translation>„{0}“ kopieren</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>FailurePanel</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Show unlikely too</source>
        <translation>Auch Unwahrscheinliche</translation>
    </message>
    <message>
        <source>Also show photos that probably don&apos;t show what you look for</source>
        <translation>Auch Fotos zeigen, auf denen das Gesuchte vermutlich nicht zu sehen ist</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>Letzte 12 Monate</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Dieses Jahr</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Letztes Jahr</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>Jedes Datum</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>Jahre</translation>
    </message>
    <message>
        <source>Any camera</source>
        <translation>Jede Kamera</translation>
    </message>
    <message>
        <source>Any type</source>
        <translation>Jeder Typ</translation>
    </message>
    <message>
        <source>5 stars</source>
        <translation>5 Sterne</translation>
    </message>
    <message>
        <source>At least 4 stars</source>
        <translation>Mindestens 4 Sterne</translation>
    </message>
    <message>
        <source>At least 3 stars</source>
        <translation>Mindestens 3 Sterne</translation>
    </message>
    <message>
        <source>At least 2 stars</source>
        <translation>Mindestens 2 Sterne</translation>
    </message>
    <message>
        <source>At least 1 star</source>
        <translation>Mindestens 1 Stern</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>Picked</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Neither</source>
        <translation>Weder noch</translation>
    </message>
    <message>
        <source>Any rating</source>
        <translation>Jede Bewertung</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Markierung</translation>
    </message>
    <message>
        <source>Any flag</source>
        <translation>Jede Markierung</translation>
    </message>
    <message>
        <source>Without a label</source>
        <translation>Ohne Label</translation>
    </message>
    <message>
        <source>Any label</source>
        <translation>Jedes Label</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>Beste Treffer</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Divided into</source>
        <translation>Unterteilt in</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>Monate</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Opening the library…</source>
        <translation>Die Bibliothek wird geöffnet&#xa0;…</translation>
    </message>
    <message>
        <source>The picture can&apos;t be kept: {reason}.</source>
        <translation>Das Bild kann nicht behalten werden: {reason}.</translation>
    </message>
    <message numerus="yes">
        <source>%n new photo(s) match.</source>
        <translation>
            <numerusform>%Ln neues Foto passt zur Suche.</numerusform>
            <numerusform>%Ln neue Fotos passen zur Suche.</numerusform>
        </translation>
    </message>
    <message>
        <source>The results have changed.</source>
        <translation>Die Ergebnisse haben sich geändert.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} likely</source>
        <translation>{count} wahrscheinlich</translation>
    </message>
    <message>
        <source>{count} maybe</source>
        <translation>{count} vielleicht</translation>
    </message>
    <message numerus="yes">
        <source>%n not read yet</source>
        <translation>
            <numerusform>%Ln noch nicht gelesen</numerusform>
            <numerusform>%Ln noch nicht gelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Try other words, fewer of them, or fewer filters.</source>
        <translation>Versuchen Sie andere oder weniger Wörter oder weniger Filter.</translation>
    </message>
    <message>
        <source>Or look through the unlikely ones (menu View).</source>
        <translation>Oder sehen Sie die unwahrscheinlichen durch (Menü „Ansicht“).</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) have not been read yet.</source>
        <translation>
            <numerusform>%Ln Foto ist noch nicht gelesen.</numerusform>
            <numerusform>%Ln Fotos sind noch nicht gelesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found for “{query}”</source>
        <translation>Nichts gefunden für „{query}“</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Noch keine Fotos</translation>
    </message>
    <message>
        <source>There are none in your folders, or they are just being looked for.</source>
        <translation>In Ihren Ordnern sind keine, oder sie werden gerade gesucht.</translation>
    </message>
    <message>
        <source>This label is on no photo yet</source>
        <translation>Dieses Label ist noch auf keinem Foto</translation>
    </message>
    <message numerus="yes">
        <source>It may be on %n photo(s): say which.</source>
        <translation>
            <numerusform>Es gehört vielleicht auf %Ln Foto: Sagen Sie, ob es stimmt.</numerusform>
            <numerusform>Es gehört vielleicht auf %Ln Fotos: Sagen Sie, auf welche.</numerusform>
        </translation>
    </message>
    <message>
        <source>Say what photos with it show, or put it on some yourself.</source>
        <translation>Sagen Sie, was Fotos damit zeigen, oder geben Sie es selbst einigen.</translation>
    </message>
    <message>
        <source>The photos can&apos;t be shown</source>
        <translation>Die Fotos können nicht gezeigt werden</translation>
    </message>
    <message>
        <source>A search can be saved once it was understood.</source>
        <translation>Eine Suche kann gespeichert werden, sobald sie verstanden wurde.</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Diese Suche speichern</translation>
    </message>
    <message>
        <source>A name for this search:</source>
        <translation>Ein Name für diese Suche:</translation>
    </message>
</context>
<context>
    <name>GridSurface</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
</context>
<context>
    <name>GroupRow</name>
    <message numerus="yes">
        <source>These %n are answered together</source>
        <translation>
            <numerusform>Dieses %Ln wird gemeinsam beantwortet</numerusform>
            <numerusform>Diese %Ln werden gemeinsam beantwortet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>User guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>The guide is missing. Install PhotoClip again.</source>
        <translation>Das Handbuch fehlt. Installieren Sie PhotoClip neu.</translation>
    </message>
</context>
<context>
    <name>Helping</name>
    <message>
        <source>About PhotoClip</source>
        <translation>Über PhotoClip</translation>
    </message>
    <message>
        <source>&lt;h3&gt;PhotoClip {version}&lt;/h3&gt;&lt;p&gt;Finds a photo by what is in it, on your own computer, and learns your words.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;PhotoClip {version}&lt;/h3&gt;&lt;p&gt;Findet Fotos nach dem, was darauf ist, auf Ihrem eigenen Computer, und lernt Ihre Wörter.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder neuer.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>IdeaCard</name>
    <message>
        <source>Make the label {name}</source>
        <translation>Das Label {name} anlegen</translation>
    </message>
    <message>
        <source>Name of the label {name}</source>
        <translation>Name des Labels {name}</translation>
    </message>
    <message numerus="yes">
        <source>keyword of %n photo(s)</source>
        <translation>
            <numerusform>Stichwort von %Ln Foto</numerusform>
            <numerusform>Stichwort von %Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n photo(s)</source>
        <translation>
            <numerusform>etwa %Ln Foto</numerusform>
            <numerusform>etwa %Ln Fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IdeasDialog</name>
    <message>
        <source>Suggested labels</source>
        <translation>Vorgeschlagene Labels</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Wie weit es ist</translation>
    </message>
    <message>
        <source>Looking for what your photos show often…</source>
        <translation>Es wird gesucht, was Ihre Fotos oft zeigen…</translation>
    </message>
    <message>
        <source>This takes some seconds. Nothing is changed.</source>
        <translation>Das dauert einige Sekunden. Nichts wird geändert.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Tick what you want as a label, under the name you like. PhotoClip then puts it on the photos it is sure of; all of it is one step that can be taken back.</source>
        <translation>Kreuzen Sie an, was ein Label werden soll, unter dem Namen, den Sie mögen. PhotoClip vergibt es dann an die Fotos, bei denen es sicher ist; alles zusammen ist ein Schritt, der rückgängig gemacht werden kann.</translation>
    </message>
    <message numerus="yes">
        <source>Make %n label(s)</source>
        <translation>
            <numerusform>%Ln Label anlegen</numerusform>
            <numerusform>%Ln Labels anlegen</numerusform>
        </translation>
    </message>
    <message>
        <source>Make labels</source>
        <translation>Labels anlegen</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>What is odd about this file</source>
        <translation>Was an dieser Datei auffällt</translation>
    </message>
    <message>
        <source>Use the file’s</source>
        <translation>Die der Datei verwenden</translation>
    </message>
    <message>
        <source>Find similar photos</source>
        <translation>Ähnliche Fotos suchen</translation>
    </message>
    <message>
        <source>Pick</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>No flag</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Choose a photo to see what is known about it.</source>
        <translation>Wählen Sie ein Foto, um zu sehen, was darüber bekannt ist.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) chosen</source>
        <translation>
            <numerusform>%Ln Foto gewählt</numerusform>
            <numerusform>%Ln Fotos gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>different stars</source>
        <translation>verschiedene Bewertungen</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>von Ihnen</translation>
    </message>
    <message>
        <source>from the file</source>
        <translation>aus der Datei</translation>
    </message>
    <message numerus="yes">
        <source>The file says %n star(s)</source>
        <translation>
            <numerusform>In der Datei steht %Ln Stern</numerusform>
            <numerusform>In der Datei stehen %Ln Sterne</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelBanner</name>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten&#xa0;…</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Show these photos</source>
        <translation>Diese Fotos zeigen</translation>
    </message>
    <message>
        <source>{0}: {1} photos</source>
        <translation>{0}: {1} Fotos</translation>
    </message>
    <message numerus="yes">
        <source>Review %n suggestion(s)</source>
        <translation>
            <numerusform>%Ln Vorschlag durchsehen</numerusform>
            <numerusform>%Ln Vorschläge durchsehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsehen</translation>
    </message>
    <message>
        <source>{0}: Apply</source>
        <translation>{0}: Anwenden</translation>
    </message>
</context>
<context>
    <name>LabelChip</name>
    <message>
        <source>Find all photos labelled “{0}”</source>
        <translation>Alle Fotos mit dem Label „{0}“ suchen</translation>
    </message>
    <message>
        <source>Forget that this is not “{0}”</source>
        <translation>Vergessen, dass dies nicht „{0}“ ist</translation>
    </message>
    <message>
        <source>Take away “{0}”</source>
        <translation>„{0}“ entfernen</translation>
    </message>
    <message>
        <source>Yes, this is “{0}”</source>
        <translation>Ja, das ist „{0}“</translation>
    </message>
    <message>
        <source>No, this is not “{0}”</source>
        <translation>Nein, das ist nicht „{0}“</translation>
    </message>
    <message>
        <source>It is right</source>
        <translation>Das stimmt</translation>
    </message>
    <message>
        <source>It is wrong</source>
        <translation>Das stimmt nicht</translation>
    </message>
    <message>
        <source>Say nothing about it</source>
        <translation>Nichts dazu sagen</translation>
    </message>
    <message>
        <source>Find its photos</source>
        <translation>Fotos damit suchen</translation>
    </message>
    <message>
        <source>Edit label…</source>
        <translation>Label bearbeiten&#xa0;…</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Durchsehen&#xa0;…</translation>
    </message>
</context>
<context>
    <name>LabelEditing</name>
    <message>
        <source>This label has been deleted. Applying makes it anew.</source>
        <translation>Dieses Label wurde gelöscht. Mit „Anwenden“ entsteht es neu.</translation>
    </message>
    <message>
        <source>There is already a label “{0}”.</source>
        <translation>Es gibt schon ein Label „{0}“.</translation>
    </message>
    <message>
        <source>Give the label a name, and see here what it would do.</source>
        <translation>Geben Sie dem Label einen Namen, dann sehen Sie hier, was es bewirken würde.</translation>
    </message>
    <message>
        <source>Looking at your photos…</source>
        <translation>Ihre Fotos werden angesehen&#xa0;…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>Give the label a name first: answers are kept under it.</source>
        <translation>Geben Sie dem Label zuerst einen Namen: Unter ihm werden die Antworten aufgehoben.</translation>
    </message>
    <message>
        <source>Label “{name}”</source>
        <translation>Label „{name}“</translation>
    </message>
    <message>
        <source>Give the label a name.</source>
        <translation>Geben Sie dem Label einen Namen.</translation>
    </message>
    <message>
        <source>New label “{name}”</source>
        <translation>Neues Label „{name}“</translation>
    </message>
    <message>
        <source>Change label “{name}”</source>
        <translation>Label „{name}“ ändern</translation>
    </message>
</context>
<context>
    <name>LabelEditor</name>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
</context>
<context>
    <name>LabelForecast</name>
    <message>
        <source>Recommended cut</source>
        <translation>Empfohlene Grenze</translation>
    </message>
    <message>
        <source>Just in</source>
        <translation>Gerade noch drin</translation>
    </message>
    <message>
        <source>Are these right?</source>
        <translation>Stimmen diese?</translation>
    </message>
    <message>
        <source>Just out</source>
        <translation>Gerade nicht mehr drin</translation>
    </message>
    <message>
        <source>Should these have it?</source>
        <translation>Sollten diese es haben?</translation>
    </message>
    <message>
        <source>Give the label a name, and see here what it would do.</source>
        <translation>Geben Sie dem Label einen Namen, dann sehen Sie hier, was es bewirken würde.</translation>
    </message>
</context>
<context>
    <name>LabelForm</name>
    <message>
        <source>Dog, or Animals/Dog</source>
        <translation>Hund, oder Tiere/Hund</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Not this</source>
        <translation>Das nicht</translation>
    </message>
    <message>
        <source>a wolf, a toy dog…</source>
        <translation>ein Wolf, ein Spielzeughund&#xa0;…</translation>
    </message>
    <message>
        <source>put itself on photos it is sure of</source>
        <translation>sich auf Fotos setzen, bei denen es sicher ist</translation>
    </message>
    <message>
        <source>only suggest itself</source>
        <translation>sich nur vorschlagen</translation>
    </message>
    <message>
        <source>do nothing by itself</source>
        <translation>nichts von selbst tun</translation>
    </message>
    <message>
        <source>One at most on a photo</source>
        <translation>Höchstens eines pro Foto</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>&amp;Farbe</translation>
    </message>
    <message>
        <source>&amp;What photos with it show</source>
        <translation>&amp;Was Fotos mit ihm zeigen</translation>
    </message>
    <message>
        <source>In your own words, one description a line.</source>
        <translation>In Ihren eigenen Worten, eine Beschreibung pro Zeile.</translation>
    </message>
    <message>
        <source>&amp;But not</source>
        <translation>&amp;Aber nicht</translation>
    </message>
    <message>
        <source>What looks like it and isn’t.</source>
        <translation>Was so aussieht und es nicht ist.</translation>
    </message>
    <message>
        <source>It may</source>
        <translation>Es darf</translation>
    </message>
    <message>
        <source>With a / it stands below another: Animals/Dog.</source>
        <translation>Mit einem / steht es unter einem anderen: Tiere/Hund.</translation>
    </message>
    <message>
        <source>a photo of a dog</source>
        <translation>ein Foto von einem Hund</translation>
    </message>
    <message>
        <source>Of the labels below “{0}” that say so, the surest.</source>
        <translation>Von den Labels unter „{0}“, die das sagen, das sicherste.</translation>
    </message>
    <message>
        <source>Of the labels at the top that say so, the surest.</source>
        <translation>Von den Labels ganz oben, die das sagen, das sicherste.</translation>
    </message>
</context>
<context>
    <name>LabelHistogram</name>
    <message>
        <source>How sure the label has to be</source>
        <translation>Wie sicher das Label sein muss</translation>
    </message>
    <message>
        <source>Drag the line, or use the arrow keys: further right is stricter.</source>
        <translation>Ziehen Sie die Linie, oder nehmen Sie die Pfeiltasten: Weiter rechts ist strenger.</translation>
    </message>
    <message>
        <source>surely not</source>
        <translation>sicher nicht</translation>
    </message>
    <message>
        <source>surely</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>strong: have it now</source>
        <translation>kräftig: haben es jetzt</translation>
    </message>
</context>
<context>
    <name>LabelRow</name>
    <message>
        <source>Add a label…</source>
        <translation>Label hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Add a label</source>
        <translation>Label hinzufügen</translation>
    </message>
</context>
<context>
    <name>Labelling</name>
    <message>
        <source>Edit label</source>
        <translation>Label bearbeiten</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>Neues Label</translation>
    </message>
    <message>
        <source>Apply “{name}”</source>
        <translation>„{name}“ anwenden</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>less than {0} %</source>
        <translation>weniger als {0}&#xa0;%</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}&#xa0;%</translation>
    </message>
    <message>
        <source>almost certainly</source>
        <translation>ziemlich sicher</translation>
    </message>
    <message>
        <source>probably</source>
        <translation>wahrscheinlich</translation>
    </message>
    <message>
        <source>could be either</source>
        <translation>könnte beides sein</translation>
    </message>
    <message>
        <source>probably not</source>
        <translation>wahrscheinlich nicht</translation>
    </message>
    <message>
        <source>almost certainly not</source>
        <translation>ziemlich sicher nicht</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} Fotos</translation>
    </message>
    <message>
        <source>puts itself on no photo</source>
        <translation>setzt sich auf kein Foto</translation>
    </message>
    <message>
        <source>Only you put it on photos.</source>
        <translation>Nur Sie setzen es auf Fotos.</translation>
    </message>
    <message>
        <source>None of your photos</source>
        <translation>Keines Ihrer Fotos</translation>
    </message>
    <message>
        <source>{0} of your photos</source>
        <translation>{0} Ihrer Fotos</translation>
    </message>
    <message>
        <source>A photo has only one of them: {0}</source>
        <translation>Ein Foto hat nur eines davon: {0}</translation>
    </message>
    <message>
        <source>“{0}” is saved. It changes no photo.</source>
        <translation>„{0}“ ist gespeichert. Es ändert kein Foto.</translation>
    </message>
    <message>
        <source>“{0}”: {1}</source>
        <translation>„{0}“: {1}</translation>
    </message>
    <message>
        <source>Judges by your words and {0}.</source>
        <translation>Urteilt nach Ihren Worten und {0}.</translation>
    </message>
    <message>
        <source>Judges by your words.</source>
        <translation>Urteilt nach Ihren Worten.</translation>
    </message>
    <message>
        <source>Judges by your words: learning from your answers is no better yet.</source>
        <translation>Urteilt nach Ihren Worten: Aus Ihren Antworten zu lernen ist noch nicht besser.</translation>
    </message>
    <message>
        <source>Learning from your answers is no better yet.</source>
        <translation>Aus Ihren Antworten zu lernen ist noch nicht besser.</translation>
    </message>
    <message>
        <source>Now {0} sure of the right answer.</source>
        <translation>Jetzt zu {0} sicher, was die richtige Antwort ist.</translation>
    </message>
    <message>
        <source>Judges by your words alone. Answer ✓ or ✗, and it learns.</source>
        <translation>Urteilt allein nach Ihren Worten. Antworten Sie mit ✓ oder ✗, und es lernt.</translation>
    </message>
    <message>
        <source>Judges by your words. {0} so far: a few more of both kinds, and it learns.</source>
        <translation>Urteilt nach Ihren Worten. Bisher {0}: ein paar mehr von beiden Arten, und es lernt.</translation>
    </message>
    <message>
        <source>Close to the cut: your answer draws the line.</source>
        <translation>Nahe an der Grenze: Ihre Antwort zieht sie.</translation>
    </message>
    <message>
        <source>It seems right: a quick yes helps.</source>
        <translation>Es scheint zu stimmen: Ein schnelles Ja hilft.</translation>
    </message>
    <message>
        <source>Unlike what was answered so far.</source>
        <translation>Anders als alles bisher Beantwortete.</translation>
    </message>
    <message>
        <source>{0}, from the file</source>
        <translation>{0}, aus der Datei</translation>
    </message>
    <message>
        <source>{0}, put on by PhotoClip</source>
        <translation>{0}, von PhotoClip gesetzt</translation>
    </message>
    <message>
        <source>{0}, suggested</source>
        <translation>{0}, vorgeschlagen</translation>
    </message>
    <message>
        <source>Not {0}</source>
        <translation>Nicht {0}</translation>
    </message>
    <message>
        <source>You said that this is “{0}”.</source>
        <translation>Sie haben gesagt, dass das „{0}“ ist.</translation>
    </message>
    <message>
        <source>You said that this is not “{0}”.</source>
        <translation>Sie haben gesagt, dass das nicht „{0}“ ist.</translation>
    </message>
    <message>
        <source>“{0}” is a keyword in the photo’s file.</source>
        <translation>„{0}“ ist ein Stichwort in der Datei des Fotos.</translation>
    </message>
    <message>
        <source>PhotoClip put “{0}” on this photo</source>
        <translation>PhotoClip hat „{0}“ auf dieses Foto gesetzt</translation>
    </message>
    <message>
        <source>PhotoClip suggests “{0}”</source>
        <translation>PhotoClip schlägt „{0}“ vor</translation>
    </message>
    <message>
        <source>{0}: it is {1} % sure.</source>
        <translation>{0}: Es ist zu {1}&#xa0;% sicher.</translation>
    </message>
</context>
<context>
    <name>MachineCaptionBox</name>
    <message>
        <source>A caption that a model wrote</source>
        <translation>Eine Beschreibung, die ein Modell geschrieben hat</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Make it the photo’s caption, as if you had written it</source>
        <translation>Als Beschreibung des Fotos nehmen, als hätten Sie sie geschrieben</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Show it no more</source>
        <translation>Nicht mehr zeigen</translation>
    </message>
    <message>
        <source>Written by the model {model}, {date}</source>
        <translation>Geschrieben vom Modell {model}, {date}</translation>
    </message>
</context>
<context>
    <name>ModelGetting</name>
    <message>
        <source>{name} could not be downloaded.</source>
        <translation>{name} konnte nicht heruntergeladen werden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>{name} is being downloaded.</source>
        <translation>{name} wird heruntergeladen.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are being downloaded.</source>
        <translation>
            <numerusform>%Ln Modell wird heruntergeladen.</numerusform>
            <numerusform>%Ln Modelle werden heruntergeladen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Your photos can be looked at meanwhile.</source>
        <translation>Ihre Fotos können Sie sich inzwischen ansehen.</translation>
    </message>
    <message>
        <source>{file} is being looked at and copied…</source>
        <translation>{file} wird geprüft und kopiert …</translation>
    </message>
    <message>
        <source>{file} is being copied: {progress}</source>
        <translation>{file} wird kopiert: {progress}</translation>
    </message>
    <message>
        <source>{name} is on this computer now.</source>
        <translation>{name} ist jetzt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>This file is of a kind that can run programs, so nothing was read from it. If you trust where it comes from, enter the SHA-256 that is published there. Better is a .safetensors file of the same model.</source>
        <translation>Diese Art von Datei kann Programme ausführen, deshalb wurde nichts aus ihr gelesen. Wenn Sie der Quelle vertrauen, geben Sie den dort veröffentlichten SHA-256 ein. Besser ist eine .safetensors-Datei desselben Modells.</translation>
    </message>
    <message>
        <source>The file doesn&apos;t say of which architecture it is. Whoever made it knows, and its name often says: it has to be the right one.</source>
        <translation>Die Datei sagt nicht, von welcher Architektur sie ist. Wer sie gemacht hat, weiß es, und oft sagt es ihr Name: Es muss die richtige sein.</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Modell importieren</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more model(s)</source>
        <translation>
            <numerusform>%Ln weiteres Modell zeigen</numerusform>
            <numerusform>%Ln weitere Modelle zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>{what} – recommended</source>
        <translation>{what} – empfohlen</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Recommended for this computer</source>
        <translation>Empfohlen für diesen Rechner</translation>
    </message>
    <message>
        <source>Is getting to know your photos</source>
        <translation>Lernt gerade Ihre Fotos kennen</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut …</translation>
    </message>
    <message>
        <source>Being tested: about ten seconds, once it is loaded…</source>
        <translation>Wird getestet: etwa zehn Sekunden, sobald es geladen ist …</translation>
    </message>
    <message>
        <source>Being removed…</source>
        <translation>Wird entfernt …</translation>
    </message>
    <message>
        <source>Go on downloading</source>
        <translation>Weiter herunterladen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Test it</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Vergessen …</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>{name} herunterladen</translation>
    </message>
    <message>
        <source>Stop: {name}</source>
        <translation>Anhalten: {name}</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>{name} verwenden</translation>
    </message>
    <message>
        <source>Test {name}</source>
        <translation>{name} testen</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Details of {name}</source>
        <translation>Einzelheiten zu {name}</translation>
    </message>
    <message>
        <source>How far {name} is</source>
        <translation>Wie weit {name} ist</translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message>
        <source>Only a demonstration: knows drawn scenes, and little about real photos</source>
        <translation>Nur eine Vorführung: kennt gezeichnete Szenen und weiß wenig über echte Fotos</translation>
    </message>
    <message>
        <source>Learned from your own words: {name}</source>
        <translation>Aus Ihren eigenen Worten gelernt: {name}</translation>
    </message>
    <message>
        <source>{size} to download</source>
        <translation>{size} herunterzuladen</translation>
    </message>
    <message>
        <source>{size} of memory</source>
        <translation>{size} Arbeitsspeicher</translation>
    </message>
    <message>
        <source>about {time} for 10,000 photos</source>
        <translation>etwa {time} für 10.000 Fotos</translation>
    </message>
    <message>
        <source>In use, but not on this computer: words find nothing</source>
        <translation>In Gebrauch, aber nicht auf diesem Rechner: Wörter finden nichts</translation>
    </message>
    <message>
        <source>✓ In use</source>
        <translation>✓ In Gebrauch</translation>
    </message>
    <message>
        <source>On this computer, and knows all your photos: changing takes a moment</source>
        <translation>Auf diesem Rechner, kennt alle Ihre Fotos: Der Wechsel dauert einen Augenblick</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Rechner</translation>
    </message>
    <message>
        <source>{done} of {size} are here already</source>
        <translation>{done} von {size} sind schon hier</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>{size} × {size} pixels</source>
        <translation>{size} × {size} Pixeln</translation>
    </message>
    <message>
        <source>Sees photos at</source>
        <translation>Sieht Fotos mit</translation>
    </message>
    <message>
        <source>Remembers of each photo</source>
        <translation>Merkt sich von jedem Foto</translation>
    </message>
    <message>
        <source>{count} numbers</source>
        <translation>{count} Zahlen</translation>
    </message>
    <message>
        <source>{speed} photos a second</source>
        <translation>{speed} Fotos pro Sekunde</translation>
    </message>
    <message>
        <source>measured on this computer</source>
        <translation>auf diesem Rechner gemessen</translation>
    </message>
    <message>
        <source>estimated for this computer; Test measures it</source>
        <translation>für diesen Rechner geschätzt; „Testen“ misst es</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>On the disk</source>
        <translation>Auf der Festplatte</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>Gemacht für</translation>
    </message>
    <message>
        <source>{name}: for research only</source>
        <translation>{name}: nur für die Forschung</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>Kommt von</translation>
    </message>
    <message>
        <source>{done} of {size}</source>
        <translation>{done} von {size}</translation>
    </message>
    <message>
        <source>{speed}/s</source>
        <translation>{speed}/s</translation>
    </message>
    <message>
        <source>{done} of {total} photos</source>
        <translation>{done} von {total} Fotos</translation>
    </message>
    <message>
        <source>{speed} photos/s</source>
        <translation>{speed} Fotos/s</translation>
    </message>
    <message>
        <source>{speed} pictures a second on {device}</source>
        <translation>{speed} Bilder pro Sekunde auf {device}</translation>
    </message>
    <message>
        <source>, in {precision}</source>
        <translation>, in {precision}</translation>
    </message>
    <message>
        <source>A sentence takes {ms} ms.</source>
        <translation>Ein Satz dauert {ms} ms.</translation>
    </message>
    <message>
        <source>10,000 photos take about {time}.</source>
        <translation>10.000 Fotos dauern etwa {time}.</translation>
    </message>
    <message>
        <source>Something in PhotoClip failed here. What it was is written in its log.</source>
        <translation>Hier ist in PhotoClip etwas schiefgegangen. Was es war, steht in seinem Protokoll.</translation>
    </message>
    <message>
        <source>a minute</source>
        <translation>eine Minute</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>noch etwa {time}</translation>
    </message>
</context>
<context>
    <name>Modelling</name>
    <message>
        <source>{name} is on this computer now.</source>
        <translation>{name} ist jetzt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Every photo is looked at again.</source>
        <translation>Jedes Foto wird neu angesehen.</translation>
    </message>
    <message>
        <source>Until then the model in use goes on answering; then search and labels change over in one step. What the old model knows is kept, and going back takes a moment.</source>
        <translation>Bis dahin antwortet das bisherige Modell weiter; dann wechseln Suche und Labels in einem Schritt. Was das alte Modell weiß, bleibt erhalten, und der Weg zurück dauert einen Augenblick.</translation>
    </message>
    <message>
        <source>Change to {name}?</source>
        <translation>Zu {name} wechseln?</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <source>Change over to {name} now?</source>
        <translation>Jetzt zu {name} wechseln?</translation>
    </message>
    <message>
        <source>Change over now</source>
        <translation>Jetzt wechseln</translation>
    </message>
    <message>
        <source>That frees {size}. Your words stay, and can be taught again.</source>
        <translation>Das gibt {size} frei. Ihre Wörter bleiben und können wieder beigebracht werden.</translation>
    </message>
    <message>
        <source>Remove {name} from this computer?</source>
        <translation>{name} von diesem Rechner entfernen?</translation>
    </message>
    <message>
        <source>That frees {size}. It can be downloaded or imported again.</source>
        <translation>Das macht {size} frei. Es kann wieder heruntergeladen oder importiert werden.</translation>
    </message>
    <message>
        <source>{name} is on this computer now: it writes captions.</source>
        <translation>{name} ist jetzt auf diesem Rechner: Es schreibt Bildtexte.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Forget what {name} knows of your photos?</source>
        <translation>Vergessen, was {name} von Ihren Fotos weiß?</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>{name} was removed: {size} are free again.</source>
        <translation>{name} wurde entfernt: {size} sind wieder frei.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>The model looks at your photos and understands your sentences. With another one every photo is looked at again, while the one in use goes on answering.</source>
        <translation>Das Modell sieht Ihre Fotos an und versteht Ihre Sätze. Mit einem anderen wird jedes Foto neu angesehen, während das bisherige weiter antwortet.</translation>
    </message>
    <message>
        <source>&amp;Import from a file…</source>
        <translation>Aus einer Datei &amp;importieren …</translation>
    </message>
    <message>
        <source>For computers without a network, and models of your own</source>
        <translation>Für Rechner ohne Netz und eigene Modelle</translation>
    </message>
    <message>
        <source>Download &amp;another…</source>
        <translation>Ein &amp;anderes herunterladen …</translation>
    </message>
    <message>
        <source>Any model that open_clip knows, by its name</source>
        <translation>Jedes Modell, das open_clip kennt, mit seinem Namen</translation>
    </message>
    <message>
        <source>Import a &amp;folder…</source>
        <translation>&amp;Ordner importieren …</translation>
    </message>
    <message>
        <source>A model&apos;s folder from another computer, or one that was downloaded as a whole</source>
        <translation>Der Ordner eines Modells von einem anderen Rechner, oder ein als Ganzes heruntergeladener</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more model(s)</source>
        <translation>
            <numerusform>%Ln weiteres Modell zeigen</numerusform>
            <numerusform>%Ln weitere Modelle zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Import a model&apos;s folder</source>
        <translation>Den Ordner eines Modells importieren</translation>
    </message>
    <message>
        <source>Download another model</source>
        <translation>Ein anderes Modell herunterladen</translation>
    </message>
    <message>
        <source>Its name, as open_clip says it: architecture/weights</source>
        <translation>Sein Name, wie open_clip ihn nennt: Architektur/Gewichte</translation>
    </message>
</context>
<context>
    <name>NewVersions</name>
    <message>
        <source>PhotoClip {newer} is there; this is {version}. {page}</source>
        <translation>PhotoClip {newer} ist da; dies ist {version}. {page}</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Seite öffnen</translation>
    </message>
</context>
<context>
    <name>NewVersionsChoice</name>
    <message>
        <source>Ask once a &amp;day for a newer PhotoClip</source>
        <translation>Einmal am &amp;Tag nach einem neueren PhotoClip fragen</translation>
    </message>
    <message>
        <source>{address} is asked, and told nothing. Nothing is downloaded.</source>
        <translation>Gefragt wird {address}; verraten wird dabei nichts, und heruntergeladen auch nichts.</translation>
    </message>
    <message>
        <source>This PhotoClip doesn&apos;t know where to ask.</source>
        <translation>Dieses PhotoClip weiß nicht, wo es fragen kann.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Dismiss this notice</source>
        <translation>Diesen Hinweis ausblenden</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>{name} is not among the photos shown.</source>
        <translation>{name} ist nicht unter den gezeigten Fotos.</translation>
    </message>
    <message>
        <source>{name} is not there.</source>
        <translation>{name} ist nicht da.</translation>
    </message>
    <message numerus="yes">
        <source>Add %n folder(s) to the library?</source>
        <translation>
            <numerusform>%n Ordner in die Bibliothek aufnehmen?</numerusform>
            <numerusform>%n Ordner in die Bibliothek aufnehmen?</numerusform>
        </translation>
    </message>
    <message>
        <source>PhotoClip shows the photos of folders that are in its library. No photo is changed or moved.</source>
        <translation>PhotoClip zeigt die Fotos der Ordner, die in seiner Bibliothek sind. Kein Foto wird verändert oder verschoben.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
</context>
<context>
    <name>Organizing</name>
    <message>
        <source>Rename an album</source>
        <translation>Album umbenennen</translation>
    </message>
    <message>
        <source>Delete an album</source>
        <translation>Album löschen</translation>
    </message>
    <message>
        <source>Rename a label</source>
        <translation>Label umbenennen</translation>
    </message>
    <message>
        <source>Delete a label</source>
        <translation>Label löschen</translation>
    </message>
    <message>
        <source>New album</source>
        <translation>Neues Album</translation>
    </message>
    <message>
        <source>A name for the album:</source>
        <translation>Ein Name für das Album:</translation>
    </message>
    <message>
        <source>Looking for photos…</source>
        <translation>Fotos werden gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>They appear here as they are found.</source>
        <translation>Sie erscheinen hier, sobald sie gefunden sind.</translation>
    </message>
    <message>
        <source>Your folders could not be added</source>
        <translation>Ihre Ordner konnten nicht hinzugefügt werden</translation>
    </message>
    <message>
        <source>Add a folder of photos</source>
        <translation>Ordner mit Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Remove folder</source>
        <translation>Ordner entfernen</translation>
    </message>
    <message>
        <source>Take {folder} out of the library?</source>
        <translation>{folder} aus der Bibliothek nehmen?</translation>
    </message>
    <message>
        <source>No photo is touched. Stars, labels and albums are kept for when the folder is added again.</source>
        <translation>Kein Foto wird angetastet. Sterne, Labels und Alben bleiben erhalten, falls der Ordner wieder hinzugefügt wird.</translation>
    </message>
</context>
<context>
    <name>PhotoActions</name>
    <message numerus="yes">
        <source>That is more than %n files at once. Select fewer.</source>
        <translation>
            <numerusform>Das ist mehr als %Ln Datei auf einmal. Wählen Sie weniger aus.</numerusform>
            <numerusform>Das sind mehr als %Ln Dateien auf einmal. Wählen Sie weniger aus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message numerus="yes">
        <source>A label for %n photo(s):</source>
        <translation>
            <numerusform>Ein Label für %Ln Foto:</numerusform>
            <numerusform>Ein Label für %Ln Fotos:</numerusform>
        </translation>
    </message>
    <message>
        <source>Add to album</source>
        <translation>Zu Album hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>An album for %n photo(s); a new name makes a new album:</source>
        <translation>
            <numerusform>Ein Album für %Ln Foto; ein neuer Name legt ein neues Album an:</numerusform>
            <numerusform>Ein Album für %Ln Fotos; ein neuer Name legt ein neues Album an:</numerusform>
        </translation>
    </message>
    <message>
        <source>This file has not been read yet. Try again in a moment.</source>
        <translation>Diese Datei wurde noch nicht gelesen. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The folder of {name} can&apos;t be opened.</source>
        <translation>Der Ordner von {name} kann nicht geöffnet werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n path(s) copied</source>
        <translation>
            <numerusform>%Ln Pfad kopiert</numerusform>
            <numerusform>%Ln Pfade kopiert</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} is on a drive that is not connected.</source>
        <translation>{name} liegt auf einem Laufwerk, das nicht angeschlossen ist.</translation>
    </message>
    <message>
        <source>{name} can&apos;t be opened.</source>
        <translation>{name} kann nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>These files are on a drive that is not connected.</source>
        <translation>Diese Dateien liegen auf einem Laufwerk, das nicht angeschlossen ist.</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Move {name} to the trash?</source>
        <translation>{name} in den Papierkorb verschieben?</translation>
    </message>
    <message numerus="yes">
        <source>Move %n file(s) to the trash?</source>
        <translation>
            <numerusform>%Ln Datei in den Papierkorb verschieben?</numerusform>
            <numerusform>%Ln Dateien in den Papierkorb verschieben?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other cop(ies) stay where they are.</source>
        <translation>
            <numerusform>%Ln andere Kopie bleibt, wo sie ist.</numerusform>
            <numerusform>%Ln andere Kopien bleiben, wo sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can take this back with Undo, or from the trash.</source>
        <translation>Sie können das mit „Rückgängig“ oder aus dem Papierkorb zurückholen.</translation>
    </message>
</context>
<context>
    <name>PhotoPainter</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>No preview</source>
        <translation>Keine Vorschau</translation>
    </message>
</context>
<context>
    <name>PictureCanvas</name>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen&#xa0;…</translation>
    </message>
</context>
<context>
    <name>PictureLoader</name>
    <message>
        <source>The picture can&apos;t be shown.</source>
        <translation>Das Bild kann nicht gezeigt werden.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Background work</source>
        <translation>Arbeit im Hintergrund</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Keywords in files</source>
        <translation>Stichwörter in Dateien</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>The language changes when PhotoClip starts again.</source>
        <translation>Die Sprache ändert sich, wenn PhotoClip neu startet.</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>&amp;Colours:</source>
        <translation>&amp;Farben:</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>S&amp;prache:</translation>
    </message>
    <message>
        <source>&amp;Slideshow, each picture:</source>
        <translation>&amp;Diashow, jedes Bild:</translation>
    </message>
    <message>
        <source>all ({count})</source>
        <translation>alle ({count})</translation>
    </message>
    <message>
        <source>the fastest there is</source>
        <translation>das schnellste, was es gibt</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>der Prozessor</translation>
    </message>
    <message>
        <source>NVIDIA or AMD GPU (CUDA, ROCm)</source>
        <translation>GPU von NVIDIA oder AMD (CUDA, ROCm)</translation>
    </message>
    <message>
        <source>Apple GPU (MPS)</source>
        <translation>GPU von Apple (MPS)</translation>
    </message>
    <message>
        <source>Intel GPU (XPU)</source>
        <translation>GPU von Intel (XPU)</translation>
    </message>
    <message>
        <source>Read photos on battery too</source>
        <translation>Fotos auch im Akkubetrieb lesen</translation>
    </message>
    <message>
        <source>Go on when PhotoClip is closed</source>
        <translation>Weiterarbeiten, wenn PhotoClip geschlossen ist</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Use these patterns</source>
        <translation>Diese Muster verwenden</translation>
    </message>
    <message>
        <source>Processor c&amp;ores:</source>
        <translation>Prozessor&amp;kerne:</translation>
    </message>
    <message>
        <source>The model r&amp;uns on:</source>
        <translation>Das Modell lä&amp;uft auf:</translation>
    </message>
    <message>
        <source>&amp;Keep the idle model for:</source>
        <translation>Unbenutztes &amp;Modell behalten für:</translation>
    </message>
    <message>
        <source>&amp;Memory of the worker:</source>
        <translation>&amp;Speicher für die Arbeit im Hintergrund:</translation>
    </message>
    <message>
        <source>Look through the folders &amp;every:</source>
        <translation>Ordner durch&amp;sehen alle:</translation>
    </message>
    <message>
        <source>&amp;Pass over (one pattern a line):</source>
        <translation>Ü&amp;bergehen (ein Muster je Zeile):</translation>
    </message>
</context>
<context>
    <name>Query</name>
    <message>
        <source>shows: {words}</source>
        <translation>zeigt: {words}</translation>
    </message>
    <message>
        <source>like {photo}</source>
        <translation>ähnlich wie {photo}</translation>
    </message>
    <message>
        <source>not like {photo}</source>
        <translation>nicht ähnlich wie {photo}</translation>
    </message>
    <message>
        <source>without {words}</source>
        <translation>ohne {words}</translation>
    </message>
    <message>
        <source>not {what}</source>
        <translation>nicht {what}</translation>
    </message>
    <message>
        <source>{part} (counts {weight}×)</source>
        <translation>{part} (zählt {weight}×)</translation>
    </message>
    <message>
        <source>photo #{number}</source>
        <translation>Foto Nr. {number}</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>neueste zuerst</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>älteste zuerst</translation>
    </message>
    <message>
        <source>by name, from A to Z</source>
        <translation>nach Namen, von A bis Z</translation>
    </message>
    <message>
        <source>by name, from Z to A</source>
        <translation>nach Namen, von Z bis A</translation>
    </message>
    <message>
        <source>best rated first</source>
        <translation>bestbewertete zuerst</translation>
    </message>
    <message>
        <source>worst rated first</source>
        <translation>schlechtestbewertete zuerst</translation>
    </message>
    <message>
        <source>best match first</source>
        <translation>beste Treffer zuerst</translation>
    </message>
    <message>
        <source>weakest match first</source>
        <translation>schwächste Treffer zuerst</translation>
    </message>
    <message>
        <source>rated</source>
        <translation>bewertet</translation>
    </message>
    <message>
        <source>camera contains {text}</source>
        <translation>Kamera enthält {text}</translation>
    </message>
    <message>
        <source>camera does not contain {text}</source>
        <translation>Kamera enthält nicht {text}</translation>
    </message>
    <message>
        <source>camera matches {text}</source>
        <translation>Kamera passt auf {text}</translation>
    </message>
    <message>
        <source>camera does not match {text}</source>
        <translation>Kamera passt nicht auf {text}</translation>
    </message>
    <message>
        <source>lens contains {text}</source>
        <translation>Objektiv enthält {text}</translation>
    </message>
    <message>
        <source>lens does not contain {text}</source>
        <translation>Objektiv enthält nicht {text}</translation>
    </message>
    <message>
        <source>lens matches {text}</source>
        <translation>Objektiv passt auf {text}</translation>
    </message>
    <message>
        <source>lens does not match {text}</source>
        <translation>Objektiv passt nicht auf {text}</translation>
    </message>
    <message>
        <source>file name contains {text}</source>
        <translation>Dateiname enthält {text}</translation>
    </message>
    <message>
        <source>file name does not contain {text}</source>
        <translation>Dateiname enthält nicht {text}</translation>
    </message>
    <message>
        <source>file name matches {text}</source>
        <translation>Dateiname passt auf {text}</translation>
    </message>
    <message>
        <source>file name does not match {text}</source>
        <translation>Dateiname passt nicht auf {text}</translation>
    </message>
    <message>
        <source>with keyword {text}</source>
        <translation>mit Stichwort {text}</translation>
    </message>
    <message>
        <source>without keyword {text}</source>
        <translation>ohne Stichwort {text}</translation>
    </message>
    <message>
        <source>labelled {text}</source>
        <translation>mit Label {text}</translation>
    </message>
    <message>
        <source>not labelled {text}</source>
        <translation>ohne Label {text}</translation>
    </message>
    <message>
        <source>in album {text}</source>
        <translation>im Album {text}</translation>
    </message>
    <message>
        <source>caption contains {text}</source>
        <translation>Beschreibung enthält {text}</translation>
    </message>
    <message>
        <source>caption does not contain {text}</source>
        <translation>Beschreibung enthält nicht {text}</translation>
    </message>
    <message>
        <source>caption matches {text}</source>
        <translation>Beschreibung passt zu {text}</translation>
    </message>
    <message>
        <source>caption does not match {text}</source>
        <translation>Beschreibung passt nicht zu {text}</translation>
    </message>
    <message>
        <source>not in album {text}</source>
        <translation>nicht im Album {text}</translation>
    </message>
    <message>
        <source>in folder {text}</source>
        <translation>im Ordner {text}</translation>
    </message>
    <message>
        <source>not in folder {text}</source>
        <translation>nicht im Ordner {text}</translation>
    </message>
    <message>
        <source>confirmed as {text}</source>
        <translation>bestätigt als {text}</translation>
    </message>
    <message>
        <source>not confirmed as {text}</source>
        <translation>nicht bestätigt als {text}</translation>
    </message>
    <message>
        <source>said not to be {text}</source>
        <translation>ausdrücklich nicht {text}</translation>
    </message>
    <message>
        <source>not said not to be {text}</source>
        <translation>nicht ausdrücklich nicht {text}</translation>
    </message>
    <message>
        <source>labelled {text} in the file</source>
        <translation>mit Label {text} in der Datei</translation>
    </message>
    <message>
        <source>not labelled {text} in the file</source>
        <translation>ohne Label {text} in der Datei</translation>
    </message>
    <message>
        <source>labelled {text} by PhotoClip</source>
        <translation>mit Label {text} von PhotoClip</translation>
    </message>
    <message>
        <source>not labelled {text} by PhotoClip</source>
        <translation>ohne Label {text} von PhotoClip</translation>
    </message>
    <message>
        <source>suggested as {text}</source>
        <translation>vorgeschlagen als {text}</translation>
    </message>
    <message>
        <source>not suggested as {text}</source>
        <translation>nicht vorgeschlagen als {text}</translation>
    </message>
    <message>
        <source>without a place</source>
        <translation>ohne Ort</translation>
    </message>
    <message>
        <source>without a date</source>
        <translation>ohne Datum</translation>
    </message>
    <message>
        <source>without a rating</source>
        <translation>ohne Bewertung</translation>
    </message>
    <message>
        <source>without keywords</source>
        <translation>ohne Stichwörter</translation>
    </message>
    <message>
        <source>without a caption</source>
        <translation>ohne Beschreibung</translation>
    </message>
    <message>
        <source>without a model’s caption</source>
        <translation>ohne Beschreibung eines Modells</translation>
    </message>
    <message>
        <source>without a title</source>
        <translation>ohne Titel</translation>
    </message>
    <message>
        <source>camera not known</source>
        <translation>Kamera unbekannt</translation>
    </message>
    <message>
        <source>lens not known</source>
        <translation>Objektiv unbekannt</translation>
    </message>
    <message>
        <source>without a label</source>
        <translation>ohne Label</translation>
    </message>
    <message>
        <source>in no album</source>
        <translation>in keinem Album</translation>
    </message>
    <message>
        <source>with a place</source>
        <translation>mit Ort</translation>
    </message>
    <message>
        <source>with a date</source>
        <translation>mit Datum</translation>
    </message>
    <message>
        <source>with a rating</source>
        <translation>mit Bewertung</translation>
    </message>
    <message>
        <source>with keywords</source>
        <translation>mit Stichwörtern</translation>
    </message>
    <message>
        <source>with a caption</source>
        <translation>mit Beschreibung</translation>
    </message>
    <message>
        <source>with a model’s caption</source>
        <translation>mit Beschreibung eines Modells</translation>
    </message>
    <message>
        <source>with a title</source>
        <translation>mit Titel</translation>
    </message>
    <message>
        <source>camera known</source>
        <translation>Kamera bekannt</translation>
    </message>
    <message>
        <source>lens known</source>
        <translation>Objektiv bekannt</translation>
    </message>
    <message>
        <source>with a label</source>
        <translation>mit Label</translation>
    </message>
    <message>
        <source>in an album</source>
        <translation>in einem Album</translation>
    </message>
    <message>
        <source>in portrait format</source>
        <translation>im Hochformat</translation>
    </message>
    <message>
        <source>in landscape format</source>
        <translation>im Querformat</translation>
    </message>
    <message>
        <source>square</source>
        <translation>quadratisch</translation>
    </message>
    <message>
        <source>animated</source>
        <translation>bewegt</translation>
    </message>
    <message>
        <source>on a drive that is away</source>
        <translation>auf einem nicht angeschlossenen Laufwerk</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>unlesbar</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>neither picked nor rejected</source>
        <translation>weder angenommen noch abgelehnt</translation>
    </message>
    <message>
        <source>in several copies</source>
        <translation>in mehreren Kopien</translation>
    </message>
    <message>
        <source>taken before {when}</source>
        <translation>aufgenommen vor {when}</translation>
    </message>
    <message>
        <source>taken after {when}</source>
        <translation>aufgenommen nach {when}</translation>
    </message>
    <message>
        <source>taken {when} or later</source>
        <translation>aufgenommen ab {when}</translation>
    </message>
    <message>
        <source>taken {when} or earlier</source>
        <translation>aufgenommen bis {when}</translation>
    </message>
    <message>
        <source>taken {when}</source>
        <translation>aufgenommen {when}</translation>
    </message>
    <message>
        <source>before {when}</source>
        <translation>vor {when}</translation>
    </message>
    <message>
        <source>after {when}</source>
        <translation>nach {when}</translation>
    </message>
    <message>
        <source>{when} or later</source>
        <translation>ab {when}</translation>
    </message>
    <message>
        <source>{when} or earlier</source>
        <translation>bis {when}</translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation>{first} – {last}</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>MMMM yyyy</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>{these} or {last}</source>
        <translation>{these} oder {last}</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>1 star</source>
        <translation>1 Stern</translation>
    </message>
    <message>
        <source>2 stars</source>
        <translation>2 Sterne</translation>
    </message>
    <message>
        <source>3 stars</source>
        <translation>3 Sterne</translation>
    </message>
    <message>
        <source>4 stars</source>
        <translation>4 Sterne</translation>
    </message>
    <message>
        <source>5 stars</source>
        <translation>5 Sterne</translation>
    </message>
    <message>
        <source>rated or not</source>
        <translation>bewertet oder nicht</translation>
    </message>
    <message>
        <source>at least 1 star</source>
        <translation>mindestens 1 Stern</translation>
    </message>
    <message>
        <source>at least 2 stars</source>
        <translation>mindestens 2 Sterne</translation>
    </message>
    <message>
        <source>at least 3 stars</source>
        <translation>mindestens 3 Sterne</translation>
    </message>
    <message>
        <source>at least 4 stars</source>
        <translation>mindestens 4 Sterne</translation>
    </message>
    <message>
        <source>at most 1 star, or not rated</source>
        <translation>höchstens 1 Stern oder nicht bewertet</translation>
    </message>
    <message>
        <source>at most 2 stars, or not rated</source>
        <translation>höchstens 2 Sterne oder nicht bewertet</translation>
    </message>
    <message>
        <source>at most 3 stars, or not rated</source>
        <translation>höchstens 3 Sterne oder nicht bewertet</translation>
    </message>
    <message>
        <source>at most 4 stars, or not rated</source>
        <translation>höchstens 4 Sterne oder nicht bewertet</translation>
    </message>
    <message>
        <source>rejected by its rating</source>
        <translation>durch die Bewertung abgelehnt</translation>
    </message>
    <message>
        <source>{low} to {high} stars</source>
        <translation>{low} bis {high} Sterne</translation>
    </message>
    <message>
        <source>within {distance} of {latitude}, {longitude}</source>
        <translation>im Umkreis von {distance} um {latitude}, {longitude}</translation>
    </message>
    <message>
        <source>photo {number}</source>
        <translation>Foto {number}</translation>
    </message>
    <message>
        <source>photos {numbers} and {count} more</source>
        <translation>Fotos {numbers} und {count} weitere</translation>
    </message>
    <message>
        <source>photos {numbers}</source>
        <translation>Fotos {numbers}</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Review</source>
        <translation>Durchsehen</translation>
    </message>
    <message>
        <source>Back to the photos</source>
        <translation>Zurück zu den Fotos</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Edit label…</source>
        <translation>Label bearbeiten&#xa0;…</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>Alle Labels</translation>
    </message>
    <message>
        <source>Review: {0}</source>
        <translation>Durchsehen: {0}</translation>
    </message>
    <message>
        <source>{0}?</source>
        <translation>{0}?</translation>
    </message>
    <message>
        <source>PhotoClip thinks: {0} ({1} %)</source>
        <translation>PhotoClip meint: {0} ({1}&#xa0;%)</translation>
    </message>
    <message numerus="yes">
        <source>%n answered</source>
        <translation>
            <numerusform>%Ln beantwortet</numerusform>
            <numerusform>%Ln beantwortet</numerusform>
        </translation>
    </message>
    <message>
        <source>Apply what it learned: {0}</source>
        <translation>Gelerntes anwenden: {0}</translation>
    </message>
</context>
<context>
    <name>Reviewing</name>
    <message>
        <source>Looking for the photos that teach most…</source>
        <translation>Die Fotos werden gesucht, die am meisten lehren&#xa0;…</translation>
    </message>
    <message>
        <source>Nothing left to ask. Your answers are kept.</source>
        <translation>Es gibt nichts mehr zu fragen. Ihre Antworten sind gespeichert.</translation>
    </message>
    <message>
        <source>Nothing to ask: no label puts itself on photos yet.</source>
        <translation>Nichts zu fragen: Noch setzt sich kein Label von selbst auf Fotos.</translation>
    </message>
    <message>
        <source>Nothing to ask: every photo is clear, or answered.</source>
        <translation>Nichts zu fragen: Jedes Foto ist klar oder beantwortet.</translation>
    </message>
    <message>
        <source>Label “{name}”</source>
        <translation>Label „{name}“</translation>
    </message>
    <message>
        <source>Apply what “{name}” learned</source>
        <translation>Anwenden, was „{name}“ gelernt hat</translation>
    </message>
</context>
<context>
    <name>RowPainter</name>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Save this search</source>
        <translation>Diese Suche speichern</translation>
    </message>
    <message>
        <source>Saved as “{name}”</source>
        <translation>Gespeichert als „{name}“</translation>
    </message>
    <message>
        <source>{message} – expected {expected}</source>
        <translation>{message} – erwartet: {expected}</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>What is in the photo? For example: sunset on the beach</source>
        <translation>Was ist auf dem Foto? Zum Beispiel: sunset on the beach</translation>
    </message>
    <message>
        <source>Search photos</source>
        <translation>Fotos suchen</translation>
    </message>
    <message>
        <source>Say what is in the photo, or drop a picture to find similar ones</source>
        <translation>Sagen Sie, was auf dem Foto ist, oder legen Sie ein Bild hier ab, um ähnliche zu finden</translation>
    </message>
    <message>
        <source>Drop it here to find similar photos</source>
        <translation>Hier ablegen, um ähnliche Fotos zu finden</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Without a date</source>
        <translation>Ohne Datum</translation>
    </message>
    <message>
        <source>Waiting to be read</source>
        <translation>Warten darauf, gelesen zu werden</translation>
    </message>
</context>
<context>
    <name>SentenceList</name>
    <message>
        <source>Another one…</source>
        <translation>Noch eine&#xa0;…</translation>
    </message>
    <message>
        <source>Remove “{0}”</source>
        <translation>„{0}“ entfernen</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Move between photos</source>
        <translation>Zwischen Fotos wechseln</translation>
    </message>
    <message>
        <source>First and last photo</source>
        <translation>Erstes und letztes Foto</translation>
    </message>
    <message>
        <source>Select more</source>
        <translation>Mehr auswählen</translation>
    </message>
    <message>
        <source>Look at a photo, and back</source>
        <translation>Foto ansehen und zurück</translation>
    </message>
    <message>
        <source>Viewer: original size, and back</source>
        <translation>Betrachter: Originalgröße und zurück</translation>
    </message>
    <message>
        <source>Viewer: fit, original size</source>
        <translation>Betrachter: einpassen, Originalgröße</translation>
    </message>
    <message>
        <source>Review: yes, no</source>
        <translation>Durchsehen: ja, nein</translation>
    </message>
    <message>
        <source>Review: skip, undo</source>
        <translation>Durchsehen: überspringen, rückgängig</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>All photos</source>
        <translation>Alle Fotos</translation>
    </message>
    <message>
        <source>Picked</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>Alben</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Duplikate</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Nicht gelesen</translation>
    </message>
    <message>
        <source>Folders, albums and labels</source>
        <translation>Ordner, Alben und Labels</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Look for new photos</source>
        <translation>Nach neuen Fotos suchen</translation>
    </message>
    <message>
        <source>New album…</source>
        <translation>Neues Album&#xa0;…</translation>
    </message>
    <message>
        <source>Save this search as a smart album…</source>
        <translation>Diese Suche als intelligentes Album speichern&#xa0;…</translation>
    </message>
    <message>
        <source>New label…</source>
        <translation>Neues Label&#xa0;…</translation>
    </message>
    <message>
        <source>Make a label of this search…</source>
        <translation>Aus dieser Suche ein Label machen&#xa0;…</translation>
    </message>
    <message>
        <source>Suggested labels…</source>
        <translation>Vorgeschlagene Labels…</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Add an album</source>
        <translation>Album hinzufügen</translation>
    </message>
    <message>
        <source>Add a label</source>
        <translation>Label hinzufügen</translation>
    </message>
    <message>
        <source>Show these photos</source>
        <translation>Diese Fotos zeigen</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen&#xa0;…</translation>
    </message>
    <message>
        <source>Remove from the library…</source>
        <translation>Aus der Bibliothek entfernen&#xa0;…</translation>
    </message>
    <message>
        <source>Delete label…</source>
        <translation>Label löschen&#xa0;…</translation>
    </message>
    <message>
        <source>Delete album…</source>
        <translation>Album löschen&#xa0;…</translation>
    </message>
    <message>
        <source>Edit label…</source>
        <translation>Label bearbeiten&#xa0;…</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Durchsehen&#xa0;…</translation>
    </message>
</context>
<context>
    <name>SidebarModel</name>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>smart album</source>
        <translation>intelligentes Album</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Voriges Foto</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Nächstes Foto</translation>
    </message>
</context>
<context>
    <name>Stars</name>
    <message>
        <source>Stars</source>
        <translation>Sterne</translation>
    </message>
    <message>
        <source>Click, or press 0 to 5</source>
        <translation>Klicken oder 0 bis 5 drücken</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>What the indexer does</source>
        <translation>Was im Hintergrund geschieht</translation>
    </message>
    <message>
        <source>Photos read</source>
        <translation>Gelesene Fotos</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop the change to another model</source>
        <translation>Den Wechsel zu einem anderen Modell anhalten</translation>
    </message>
    <message>
        <source>Keep the model in use; what was done stays</source>
        <translation>Beim bisherigen Modell bleiben; was getan ist, bleibt</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>Größe der Vorschaubilder</translation>
    </message>
    <message>
        <source>Size of the thumbnails (+ and −)</source>
        <translation>Größe der Vorschaubilder (+ und −)</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on reading photos</source>
        <translation>Fotos weiter lesen</translation>
    </message>
    <message>
        <source>Read no photos for now</source>
        <translation>Vorerst keine Fotos lesen</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln ausgewählt</numerusform>
            <numerusform>%Ln ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) wait</source>
        <translation>
            <numerusform>%Ln Foto wartet</numerusform>
            <numerusform>%Ln Fotos warten</numerusform>
        </translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Looking for photos…</source>
        <translation>Fotos werden gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>Changing to {model}: {line}</source>
        <translation>Wechsel zu {model}: {line}</translation>
    </message>
    <message numerus="yes">
        <source>Looking for photos: %n found</source>
        <translation>
            <numerusform>Fotos werden gesucht: %Ln gefunden</numerusform>
            <numerusform>Fotos werden gesucht: %Ln gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading {done} of {total}</source>
        <translation>{done} von {total} gelesen</translation>
    </message>
    <message>
        <source>{speed} photos/s</source>
        <translation>{speed} Fotos/s</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>noch %Ln Minute</numerusform>
            <numerusform>noch %Ln Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation>
            <numerusform>noch etwa %Ln Stunde</numerusform>
            <numerusform>noch etwa %Ln Stunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Suggesting</name>
    <message>
        <source>PhotoClip can suggest labels from what your photos show often.</source>
        <translation>PhotoClip kann Labels vorschlagen, nach dem, was Ihre Fotos oft zeigen.</translation>
    </message>
    <message>
        <source>See suggestions…</source>
        <translation>Vorschläge ansehen…</translation>
    </message>
    <message>
        <source>There are no photos yet. Add a folder first.</source>
        <translation>Es gibt noch keine Fotos. Fügen Sie zuerst einen Ordner hinzu.</translation>
    </message>
    <message>
        <source>Nothing was found yet. Some photos have still to be read: try again when that is done.</source>
        <translation>Noch wurde nichts gefunden. Einige Fotos müssen erst gelesen werden: Versuchen Sie es danach noch einmal.</translation>
    </message>
    <message>
        <source>What your photos show often has a label already.</source>
        <translation>Was Ihre Fotos oft zeigen, hat schon ein Label.</translation>
    </message>
    <message>
        <source>Nothing was found that many of your photos show and that has a name. Search for something, and make a label of the search.</source>
        <translation>Es wurde nichts gefunden, das viele Ihrer Fotos zeigen und das einen Namen hat. Suchen Sie nach etwas, und machen Sie aus der Suche ein Label.</translation>
    </message>
    <message>
        <source>Give the label a name.</source>
        <translation>Geben Sie dem Label einen Namen.</translation>
    </message>
    <message>
        <source>There is already a label “{0}”.</source>
        <translation>Es gibt schon ein Label „{0}“.</translation>
    </message>
    <message numerus="yes">
        <source>%n new label(s)</source>
        <translation>
            <numerusform>%Ln neues Label</numerusform>
            <numerusform>%Ln neue Labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) made</source>
        <translation>
            <numerusform>%Ln Label angelegt</numerusform>
            <numerusform>%Ln Labels angelegt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>put on %n photo(s)</source>
        <translation>
            <numerusform>an %Ln Foto vergeben</numerusform>
            <numerusform>an %Ln Fotos vergeben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Suggestions</name>
    <message>
        <source>Recent searches</source>
        <translation>Letzte Suchen</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>sunset on the beach</source>
        <translation>sunset on the beach</translation>
    </message>
    <message>
        <source>what is in the photo</source>
        <translation>was auf dem Foto ist</translation>
    </message>
    <message>
        <source>birthday cake -people</source>
        <translation>birthday cake -people</translation>
    </message>
    <message>
        <source>a minus leaves something out</source>
        <translation>ein Minus lässt etwas weg</translation>
    </message>
    <message>
        <source>dog date:2024 rating:&gt;=4</source>
        <translation>dog date:2024 rating:&gt;=4</translation>
    </message>
    <message>
        <source>when it was taken, and how good it is</source>
        <translation>wann es aufgenommen wurde und wie gut es ist</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Zum Beispiel</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
</context>
<context>
    <name>SwitchPanel</name>
    <message>
        <source>How far the change to another model is</source>
        <translation>Wie weit der Wechsel zu einem anderen Modell ist</translation>
    </message>
    <message>
        <source>Change over now…</source>
        <translation>Jetzt wechseln …</translation>
    </message>
    <message>
        <source>Stop the change</source>
        <translation>Wechsel anhalten</translation>
    </message>
    <message>
        <source>Your photos are looked at by {name}</source>
        <translation>{name} sieht Ihre Fotos an</translation>
    </message>
    <message>
        <source>Rests: {reason}</source>
        <translation>Ruht: {reason}</translation>
    </message>
    <message>
        <source>The model in use goes on answering until the new one knows every photo; then search and labels change over at once. Stopping keeps what was done.</source>
        <translation>Das bisherige Modell antwortet weiter, bis das neue jedes Foto kennt; dann wechseln Suche und Labels auf einmal. Beim Anhalten bleibt, was getan ist.</translation>
    </message>
</context>
<context>
    <name>TeachPanel</name>
    <message>
        <source>Teach it your words</source>
        <translation>Ihre Wörter beibringen</translation>
    </message>
    <message>
        <source>The model in use learns your own words for what your photos show, from the captions, titles, keywords and confirmed labels of this library. No photo is read again, nothing leaves this computer, and nothing is changed unless photos are found better.</source>
        <translation>Das Modell in Gebrauch lernt Ihre eigenen Wörter für das, was Ihre Fotos zeigen: aus den Beschreibungen, Titeln, Stichwörtern und bestätigten Labels dieser Bibliothek. Kein Foto wird neu gelesen, nichts verlässt diesen Rechner, und nichts ändert sich, wenn Fotos damit nicht besser gefunden werden.</translation>
    </message>
    <message>
        <source>How far teaching is</source>
        <translation>Wie weit das Beibringen ist</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Stop teaching</source>
        <translation>Beibringen anhalten</translation>
    </message>
    <message>
        <source>Starts…</source>
        <translation>Beginnt&#xa0;…</translation>
    </message>
    <message>
        <source>✓ In use</source>
        <translation>✓ In Gebrauch</translation>
    </message>
    <message>
        <source>Is getting to know your photos</source>
        <translation>Lernt gerade Ihre Fotos kennen</translation>
    </message>
    <message>
        <source>Teach again</source>
        <translation>Noch einmal beibringen</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Beibringen</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>{name} verwenden</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
</context>
<context>
    <name>Teaching</name>
    <message>
        <source>The model is being taught your words.</source>
        <translation>Dem Modell werden Ihre Wörter beigebracht.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Your photos can be looked at meanwhile.</source>
        <translation>Ihre Fotos können Sie sich inzwischen ansehen.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>The model could not be taught.</source>
        <translation>Dem Modell konnte nichts beigebracht werden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>TeachingWords</name>
    <message>
        <source>{doing}…</source>
        <translation>{doing}&#xa0;…</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>Tried on {name}: {photos}, {texts}, {pairs}.</source>
        <translation>Erprobt an {name}: {photos}, {texts}, {pairs}.</translation>
    </message>
    <message>
        <source>{where}: {before} before, {after} after</source>
        <translation>{where}: vorher {before}, nachher {after}</translation>
    </message>
    <message>
        <source>Photos held out, found by their own words:</source>
        <translation>Zurückgehaltene Fotos, gefunden durch ihre eigenen Wörter:</translation>
    </message>
    <message>
        <source>as the first</source>
        <translation>als erstes</translation>
    </message>
    <message>
        <source>among the first 5</source>
        <translation>unter den ersten 5</translation>
    </message>
    <message>
        <source>among the first 10</source>
        <translation>unter den ersten 10</translation>
    </message>
    <message>
        <source>A model came of it: {name}. Nothing changes until you use it; it can be removed like any other.</source>
        <translation>Daraus wurde ein Modell: {name}. Nichts ändert sich, bevor Sie es verwenden; es lässt sich entfernen wie jedes andere.</translation>
    </message>
    <message>
        <source>No model was made, and nothing changed.</source>
        <translation>Kein Modell wurde gemacht, und nichts hat sich geändert.</translation>
    </message>
</context>
<context>
    <name>TimelineBar</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Up and Down go to the next month, Page Up and Page Down to the next year</source>
        <translation>Auf und Ab gehen zum nächsten Monat, Bild auf und Bild ab zum nächsten Jahr</translation>
    </message>
</context>
<context>
    <name>Told</name>
    <message>
        <source>a weight stands here on its own</source>
        <translation>hier steht ein Gewicht allein</translation>
    </message>
    <message>
        <source>a word or &quot;phrase&quot; before the ^</source>
        <translation>ein Wort oder &quot;mehrere Wörter&quot; vor dem ^</translation>
    </message>
    <message>
        <source>one minus is enough</source>
        <translation>ein Minus genügt</translation>
    </message>
    <message>
        <source>a single - before what to leave out</source>
        <translation>ein einzelnes - vor dem, was wegbleiben soll</translation>
    </message>
    <message>
        <source>there is nothing between these quotes</source>
        <translation>zwischen diesen Anführungszeichen steht nichts</translation>
    </message>
    <message>
        <source>some text</source>
        <translation>etwas Text</translation>
    </message>
    <message>
        <source>like: has no photo to look at</source>
        <translation>bei like: fehlt das Foto</translation>
    </message>
    <message>
        <source>what is left out has no weight</source>
        <translation>was wegbleibt, hat kein Gewicht</translation>
    </message>
    <message>
        <source>the same without the ^</source>
        <translation>dasselbe ohne das ^</translation>
    </message>
    <message>
        <source>there is no filter called &quot;{0}&quot;</source>
        <translation>es gibt keinen Filter &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>there is no filter called &quot;{0}&quot;; did you mean &quot;{1}&quot;?</source>
        <translation>es gibt keinen Filter &quot;{0}&quot;; meinten Sie &quot;{1}&quot;?</translation>
    </message>
    <message>
        <source>one of {0}, or quotes around text that has a colon</source>
        <translation>eins von {0}, oder Anführungszeichen um Text mit einem Doppelpunkt</translation>
    </message>
    <message>
        <source>{0}: has no weight</source>
        <translation>{0}: hat kein Gewicht</translation>
    </message>
    <message>
        <source>a space here, or quotes around a value that has a ^</source>
        <translation>hier ein Leerzeichen, oder Anführungszeichen um einen Wert mit einem ^</translation>
    </message>
    <message>
        <source>{0}: needs a value right after the colon</source>
        <translation>{0}: braucht einen Wert gleich nach dem Doppelpunkt</translation>
    </message>
    <message>
        <source>an order can&apos;t be left out</source>
        <translation>eine Reihenfolge kann nicht wegbleiben</translation>
    </message>
    <message>
        <source>sort:-date to turn the order round</source>
        <translation>sort:-date, um die Reihenfolge umzudrehen</translation>
    </message>
    <message>
        <source>there is already an order</source>
        <translation>es gibt schon eine Reihenfolge</translation>
    </message>
    <message>
        <source>only one sort:</source>
        <translation>nur ein sort:</translation>
    </message>
    <message>
        <source>this quote is never closed</source>
        <translation>dieses Anführungszeichen wird nie geschlossen</translation>
    </message>
    <message>
        <source>a closing &quot;</source>
        <translation>ein schließendes &quot;</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is not a weight</source>
        <translation>&quot;{0}&quot; ist kein Gewicht</translation>
    </message>
    <message>
        <source>a number from {0} to {1} after the ^, such as 2 or 0.5</source>
        <translation>eine Zahl von {0} bis {1} nach dem ^, etwa 2 oder 0.5</translation>
    </message>
    <message>
        <source>a range needs a date on at least one side</source>
        <translation>ein Zeitraum braucht wenigstens auf einer Seite ein Datum</translation>
    </message>
    <message>
        <source>this range ends before it starts</source>
        <translation>dieser Zeitraum endet, bevor er beginnt</translation>
    </message>
    <message>
        <source>this is not a date</source>
        <translation>das ist kein Datum</translation>
    </message>
    <message>
        <source>there are no photos from before the year {0}</source>
        <translation>vor dem Jahr {0} gibt es keine Fotos</translation>
    </message>
    <message>
        <source>there is no month {0}</source>
        <translation>es gibt keinen Monat {0}</translation>
    </message>
    <message>
        <source>{0}-{1} has no day {2}</source>
        <translation>{0}-{1} hat keinen Tag {2}</translation>
    </message>
    <message>
        <source>the calendar ends there</source>
        <translation>dort endet der Kalender</translation>
    </message>
    <message>
        <source>{0}: has nothing to look for</source>
        <translation>bei {0}: fehlt, was gesucht wird</translation>
    </message>
    <message>
        <source>{0}: does not know &quot;{1}&quot;</source>
        <translation>{0}: kennt &quot;{1}&quot; nicht</translation>
    </message>
    <message>
        <source>{0}: does not know &quot;{1}&quot;; did you mean &quot;{2}&quot;?</source>
        <translation>{0}: kennt &quot;{1}&quot; nicht; meinten Sie &quot;{2}&quot;?</translation>
    </message>
    <message>
        <source>in: names no folder</source>
        <translation>in: nennt keinen Ordner</translation>
    </message>
    <message>
        <source>in: can&apos;t go up with &quot;..&quot;</source>
        <translation>in: kann nicht mit &quot;..&quot; nach oben gehen</translation>
    </message>
    <message>
        <source>this is not a rating</source>
        <translation>das ist keine Bewertung</translation>
    </message>
    <message>
        <source>no rating is in this range</source>
        <translation>in diesem Bereich liegt keine Bewertung</translation>
    </message>
    <message>
        <source>this is not a place</source>
        <translation>das ist kein Ort</translation>
    </message>
    <message>
        <source>a latitude is from -90 to 90</source>
        <translation>eine geografische Breite liegt zwischen -90 und 90</translation>
    </message>
    <message>
        <source>a longitude is from -180 to 180</source>
        <translation>eine geografische Länge liegt zwischen -180 und 180</translation>
    </message>
    <message>
        <source>this is not a distance in m, km or mi</source>
        <translation>das ist keine Entfernung in m, km oder mi</translation>
    </message>
    <message>
        <source>a distance is from 1 m to 20038 km</source>
        <translation>eine Entfernung liegt zwischen 1 m und 20038 km</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is not a photo&apos;s number</source>
        <translation>&quot;{0}&quot; ist keine Fotonummer</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is too large for a photo&apos;s number</source>
        <translation>&quot;{0}&quot; ist zu groß für eine Fotonummer</translation>
    </message>
    <message>
        <source>a date such as 2024, 2024-07 or 2024-07-15, or a range such as 2023..2024</source>
        <translation>ein Datum wie 2024, 2024-07 oder 2024-07-15, oder ein Zeitraum wie 2023..2024</translation>
    </message>
    <message>
        <source>a date such as 2024, 2024-07 or 2024-07-15</source>
        <translation>ein Datum wie 2024, 2024-07 oder 2024-07-15</translation>
    </message>
    <message>
        <source>part of a camera&apos;s name</source>
        <translation>ein Teil eines Kameranamens</translation>
    </message>
    <message>
        <source>part of a lens&apos;s name</source>
        <translation>ein Teil eines Objektivnamens</translation>
    </message>
    <message>
        <source>one or more of {0}</source>
        <translation>eins oder mehrere von {0}</translation>
    </message>
    <message>
        <source>a folder&apos;s name</source>
        <translation>der Name eines Ordners</translation>
    </message>
    <message>
        <source>a file&apos;s name</source>
        <translation>der Name einer Datei</translation>
    </message>
    <message>
        <source>stars from 0 to 5 such as 4, &gt;=4 or 3..5, or none or rejected</source>
        <translation>Sterne von 0 bis 5 wie 4, &gt;=4 oder 3..5, oder none oder rejected</translation>
    </message>
    <message>
        <source>a keyword</source>
        <translation>ein Stichwort</translation>
    </message>
    <message>
        <source>part of a caption</source>
        <translation>ein Teil einer Beschreibung</translation>
    </message>
    <message>
        <source>There is no model on this machine that writes captions.</source>
        <translation>Auf diesem Rechner ist kein Modell, das Beschreibungen schreibt.</translation>
    </message>
    <message>
        <source>Fetch one: photoclip models download {0}</source>
        <translation>Eines holen: photoclip models download {0}</translation>
    </message>
    <message>
        <source>a label&apos;s name</source>
        <translation>der Name eines Labels</translation>
    </message>
    <message>
        <source>an album&apos;s name</source>
        <translation>der Name eines Albums</translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation>eins von {0}</translation>
    </message>
    <message>
        <source>latitude,longitude or latitude,longitude,distance such as 48.85,2.35,10km</source>
        <translation>Breite,Länge oder Breite,Länge,Entfernung wie 48.85,2.35,10km</translation>
    </message>
    <message>
        <source>a photo&apos;s number</source>
        <translation>eine Fotonummer</translation>
    </message>
    <message>
        <source>a path, or # and a photo&apos;s number</source>
        <translation>ein Pfad, oder # und eine Fotonummer</translation>
    </message>
    <message>
        <source>one of {0}, with a - in front to turn the order round</source>
        <translation>eins von {0}, mit einem - davor, um die Reihenfolge umzudrehen</translation>
    </message>
    <message>
        <source>taken in a year, month or day, or in a range of them</source>
        <translation>aufgenommen in einem Jahr, Monat, an einem Tag oder in einem Zeitraum</translation>
    </message>
    <message>
        <source>taken later than a year, month or day (which itself is left out)</source>
        <translation>aufgenommen nach einem Jahr, Monat oder Tag (der selbst wegbleibt)</translation>
    </message>
    <message>
        <source>taken earlier than a year, month or day (which itself is left out)</source>
        <translation>aufgenommen vor einem Jahr, Monat oder Tag (der selbst wegbleibt)</translation>
    </message>
    <message>
        <source>part of the camera&apos;s make or model</source>
        <translation>ein Teil von Marke oder Modell der Kamera</translation>
    </message>
    <message>
        <source>part of the lens&apos;s name</source>
        <translation>ein Teil des Objektivnamens</translation>
    </message>
    <message>
        <source>the kind of file; several with commas</source>
        <translation>der Dateityp; mehrere mit Kommas</translation>
    </message>
    <message>
        <source>the folder, or any folder inside it</source>
        <translation>der Ordner oder ein Ordner darin</translation>
    </message>
    <message>
        <source>part of the file&apos;s name, or a pattern for all of it</source>
        <translation>ein Teil des Dateinamens oder ein Muster für den ganzen</translation>
    </message>
    <message>
        <source>stars: a number, a comparison, a range, none or rejected</source>
        <translation>Sterne: eine Zahl, ein Vergleich, ein Bereich, none oder rejected</translation>
    </message>
    <message>
        <source>a keyword of the photo</source>
        <translation>ein Stichwort des Fotos</translation>
    </message>
    <message>
        <source>part of the caption: yours or the file&apos;s, or one that a model wrote</source>
        <translation>Teil der Beschreibung: Ihrer oder der in der Datei, oder einer, die ein Modell geschrieben hat</translation>
    </message>
    <message>
        <source>a label of the photo, or one below it; /confirmed, /auto… behind it say where it is from</source>
        <translation>ein Label des Fotos, oder eines darunter; /confirmed, /auto… dahinter sagen, woher es ist</translation>
    </message>
    <message>
        <source>in an album you put photos into</source>
        <translation>in einem Album, in das Sie Fotos getan haben</translation>
    </message>
    <message>
        <source>the photo&apos;s metadata says this, or it has a label or an album</source>
        <translation>die Metadaten des Fotos sagen das, oder es hat ein Label oder Album</translation>
    </message>
    <message>
        <source>taken around a place: latitude, longitude and (unless 10 km) a distance</source>
        <translation>aufgenommen um einen Ort: Breite, Länge und (wenn nicht 10 km) eine Entfernung</translation>
    </message>
    <message>
        <source>the picture&apos;s shape, the file&apos;s state or the photo&apos;s flag</source>
        <translation>die Form des Bildes, der Zustand der Datei oder die Markierung des Fotos</translation>
    </message>
    <message>
        <source>the photo with this number; several with commas</source>
        <translation>das Foto mit dieser Nummer; mehrere mit Kommas</translation>
    </message>
    <message>
        <source>looks like this photo: a path, or # and a photo&apos;s number</source>
        <translation>sieht aus wie dieses Foto: ein Pfad, oder # und eine Fotonummer</translation>
    </message>
    <message>
        <source>the order: newest, best rated, best match first, or by name; a minus turns it round</source>
        <translation>die Reihenfolge: neueste, bestbewertete, beste Treffer zuerst, oder nach Namen; ein Minus dreht sie um</translation>
    </message>
    <message>
        <source>The file is slightly damaged; the picture could be read.</source>
        <translation>Die Datei ist leicht beschädigt; das Bild konnte gelesen werden.</translation>
    </message>
    <message>
        <source>The file is damaged: only about {0} of the picture could be read.</source>
        <translation>Die Datei ist beschädigt: nur etwa {0} des Bildes konnten gelesen werden.</translation>
    </message>
    <message>
        <source>The file is damaged: its {0} data can&apos;t be decoded.</source>
        <translation>Die Datei ist beschädigt: ihre {0}-Daten können nicht entschlüsselt werden.</translation>
    </message>
    <message>
        <source>This variant of {0} is not supported.</source>
        <translation>Diese Variante von {0} wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>The file is damaged: the picture data ends too early.</source>
        <translation>Die Datei ist beschädigt: die Bilddaten enden zu früh.</translation>
    </message>
    <message>
        <source>The file is damaged: it claims to be a picture of {0} × {1} pixels, but holds far too little data.</source>
        <translation>Die Datei ist beschädigt: sie gibt sich als Bild mit {0} × {1} Pixeln aus, enthält aber viel zu wenig Daten.</translation>
    </message>
    <message>
        <source>The file is damaged: the picture has no size.</source>
        <translation>Die Datei ist beschädigt: das Bild hat keine Größe.</translation>
    </message>
    <message>
        <source>The picture is too large: {0} × {1} pixels ({2} megapixels).</source>
        <translation>Das Bild ist zu groß: {0} × {1} Pixel ({2} Megapixel).</translation>
    </message>
    <message>
        <source>The file holds nothing but zeros; it was probably never copied completely.</source>
        <translation>Die Datei enthält nur Nullen; vermutlich wurde sie nie ganz kopiert.</translation>
    </message>
    <message>
        <source>This is {0}, not a picture.</source>
        <translation>Das ist {0}, kein Bild.</translation>
    </message>
    <message>
        <source>This is {0}, which PhotoClip does not read.</source>
        <translation>Das ist {0}; das liest PhotoClip nicht.</translation>
    </message>
    <message>
        <source>This is not a picture in a format PhotoClip knows.</source>
        <translation>Das ist kein Bild in einem Format, das PhotoClip kennt.</translation>
    </message>
    <message>
        <source>The file is damaged: it ends after its first few bytes.</source>
        <translation>Die Datei ist beschädigt: sie endet nach den ersten Bytes.</translation>
    </message>
    <message>
        <source>a Photoshop document</source>
        <translation>ein Photoshop-Dokument</translation>
    </message>
    <message>
        <source>a PostScript document</source>
        <translation>ein PostScript-Dokument</translation>
    </message>
    <message>
        <source>a JPEG XL picture</source>
        <translation>ein JPEG-XL-Bild</translation>
    </message>
    <message>
        <source>an OpenEXR picture</source>
        <translation>ein OpenEXR-Bild</translation>
    </message>
    <message>
        <source>a Radiance HDR picture</source>
        <translation>ein Radiance-HDR-Bild</translation>
    </message>
    <message>
        <source>a DDS texture</source>
        <translation>eine DDS-Textur</translation>
    </message>
    <message>
        <source>a QOI picture</source>
        <translation>ein QOI-Bild</translation>
    </message>
    <message>
        <source>a GIMP document</source>
        <translation>ein GIMP-Dokument</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>ein PDF-Dokument</translation>
    </message>
    <message>
        <source>a ZIP archive</source>
        <translation>ein ZIP-Archiv</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>ein RAR-Archiv</translation>
    </message>
    <message>
        <source>a 7-Zip archive</source>
        <translation>ein 7-Zip-Archiv</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>ein gzip-Archiv</translation>
    </message>
    <message>
        <source>an audio or video file</source>
        <translation>eine Audio- oder Videodatei</translation>
    </message>
    <message>
        <source>an audio file</source>
        <translation>eine Audiodatei</translation>
    </message>
    <message>
        <source>a macOS companion file</source>
        <translation>eine Begleitdatei von macOS</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>eine Webseite</translation>
    </message>
    <message>
        <source>an XML document</source>
        <translation>ein XML-Dokument</translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation>eine SVG-Zeichnung</translation>
    </message>
    <message>
        <source>a mouse pointer</source>
        <translation>ein Mauszeiger</translation>
    </message>
    <message>
        <source>This camera&apos;s raw format is not supported.</source>
        <translation>Das Rohformat dieser Kamera wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>The file is damaged: the camera&apos;s raw data can&apos;t be read.</source>
        <translation>Die Datei ist beschädigt: die Rohdaten der Kamera können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>There was not enough memory to read the picture.</source>
        <translation>Der Arbeitsspeicher reichte nicht, um das Bild zu lesen.</translation>
    </message>
    <message>
        <source>The file can&apos;t be read: {0}.</source>
        <translation>Die Datei kann nicht gelesen werden: {0}.</translation>
    </message>
    <message>
        <source>the drive reported an error</source>
        <translation>das Laufwerk meldete einen Fehler</translation>
    </message>
    <message>
        <source>The file is damaged: it can&apos;t be read as a picture.</source>
        <translation>Die Datei ist beschädigt: sie kann nicht als Bild gelesen werden.</translation>
    </message>
    <message>
        <source>The process that decodes pictures could not be started.</source>
        <translation>Der Prozess, der Bilder entschlüsselt, konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>The file made the picture decoder crash; it is probably damaged.</source>
        <translation>Die Datei hat den Bilddecoder zum Absturz gebracht; vermutlich ist sie beschädigt.</translation>
    </message>
    <message>
        <source>Reading the file took longer than {0} seconds and was given up.</source>
        <translation>Das Lesen der Datei dauerte länger als {0} Sekunden und wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The system ran out of memory while the picture was decoded.</source>
        <translation>Dem System ging beim Entschlüsseln des Bildes der Arbeitsspeicher aus.</translation>
    </message>
    <message>
        <source>The file can&apos;t be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The file is not there (any more).</source>
        <translation>Die Datei ist nicht (mehr) da.</translation>
    </message>
    <message>
        <source>There is no permission to read the file.</source>
        <translation>Die Berechtigung, die Datei zu lesen, fehlt.</translation>
    </message>
    <message>
        <source>The file is too large: {0} GB, where {1} GB is the most PhotoClip reads.</source>
        <translation>Die Datei ist zu groß: {0} GB; PhotoClip liest höchstens {1} GB.</translation>
    </message>
    <message>
        <source>a pipe or a device</source>
        <translation>eine Pipe oder ein Gerät</translation>
    </message>
    <message>
        <source>This is {0}, not a file.</source>
        <translation>Das ist {0}, keine Datei.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>The model gave no meaningful answer for this picture.</source>
        <translation>Das Modell gab für dieses Bild keine sinnvolle Antwort.</translation>
    </message>
    <message>
        <source>The model could not take this picture in: {0}</source>
        <translation>Das Modell konnte dieses Bild nicht aufnehmen: {0}</translation>
    </message>
    <message>
        <source>PhotoClip crashed twice while reading this file. It is left alone until it changes.</source>
        <translation>PhotoClip ist beim Lesen dieser Datei zweimal abgestürzt. Sie bleibt unberührt, bis sie sich ändert.</translation>
    </message>
    <message>
        <source>PhotoClip was stopped five times in a row while reading this file. It is left alone until it changes.</source>
        <translation>PhotoClip wurde beim Lesen dieser Datei fünfmal hintereinander beendet. Sie bleibt unberührt, bis sie sich ändert.</translation>
    </message>
    <message>
        <source>The drive with this photo is not connected.</source>
        <translation>Das Laufwerk mit diesem Foto ist nicht angeschlossen.</translation>
    </message>
    <message>
        <source>This photo is not in the library (any more).</source>
        <translation>Dieses Foto ist nicht (mehr) in der Bibliothek.</translation>
    </message>
    <message>
        <source>another drive is at this place</source>
        <translation>an dieser Stelle ist ein anderes Laufwerk</translation>
    </message>
    <message>
        <source>another folder is at this place</source>
        <translation>an dieser Stelle ist ein anderer Ordner</translation>
    </message>
    <message>
        <source>the folder is not there</source>
        <translation>der Ordner ist nicht da</translation>
    </message>
    <message>
        <source>the folder is empty where it was full</source>
        <translation>der Ordner ist leer, obwohl er voll war</translation>
    </message>
    <message>
        <source>{0} is not a folder.</source>
        <translation>{0} ist kein Ordner.</translation>
    </message>
    <message>
        <source>{0} belongs to the library itself.</source>
        <translation>{0} gehört zur Bibliothek selbst.</translation>
    </message>
    <message>
        <source>Name a folder that holds photos.</source>
        <translation>Nennen Sie einen Ordner mit Fotos.</translation>
    </message>
    <message>
        <source>{0} is already in the library, as part of {1}.</source>
        <translation>{0} ist schon in der Bibliothek, als Teil von {1}.</translation>
    </message>
    <message>
        <source>{0} contains {1}, which is in the library already.</source>
        <translation>{0} enthält {1}, und das ist schon in der Bibliothek.</translation>
    </message>
    <message>
        <source>The pattern “{0}” for what to pass over makes no sense.</source>
        <translation>Das Muster „{0}“ für das, was übergangen wird, ergibt keinen Sinn.</translation>
    </message>
    <message>
        <source>Patterns are written as in .gitignore, for example  *.tmp  or  /Exports/  or  **/old.</source>
        <translation>Muster werden geschrieben wie in .gitignore, zum Beispiel  *.tmp  oder  /Exports/  oder  **/old.</translation>
    </message>
    <message>
        <source>“{0}” can&apos;t be the name of a label: a part of it is empty.</source>
        <translation>„{0}“ kann nicht der Name eines Labels sein: Ein Teil davon ist leer.</translation>
    </message>
    <message>
        <source>Between two slashes stands a name: Animals/Dog is Dog below Animals.</source>
        <translation>Zwischen zwei Schrägstrichen steht ein Name: Tiere/Hund ist Hund unter Tiere.</translation>
    </message>
    <message>
        <source>“{0}” can&apos;t be the name of a label: below another one “{1}” says where a label on a photo comes from.</source>
        <translation>„{0}“ kann nicht der Name eines Labels sein: Unter einem anderen sagt „{1}“, woher ein Label auf einem Foto kommt.</translation>
    </message>
    <message>
        <source>A search for label:{0}/{1} means just that. Choose another name.</source>
        <translation>Eine Suche nach label:{0}/{1} meint genau das. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>“{0}” can&apos;t be moved below itself.</source>
        <translation>„{0}“ kann nicht unter sich selbst verschoben werden.</translation>
    </message>
    <message>
        <source>Move it below another label, or to the top.</source>
        <translation>Verschieben Sie es unter ein anderes Label oder ganz nach oben.</translation>
    </message>
    <message>
        <source>There are labels below “{0}” already.</source>
        <translation>Es gibt schon Labels unter „{0}“.</translation>
    </message>
    <message>
        <source>Choose another name, or move those labels first.</source>
        <translation>Wählen Sie einen anderen Namen, oder verschieben Sie zuerst jene Labels.</translation>
    </message>
    <message>
        <source>A description has {0} characters.</source>
        <translation>Eine Beschreibung hat {0} Zeichen.</translation>
    </message>
    <message>
        <source>At most {0} are kept: the model reads some 60 words. Say it in one sentence, or in several descriptions.</source>
        <translation>Höchstens {0} werden behalten: Das Modell liest etwa 60 Wörter. Sagen Sie es in einem Satz, oder in mehreren Beschreibungen.</translation>
    </message>
    <message>
        <source>A description has characters that are no text.</source>
        <translation>Eine Beschreibung hat Zeichen, die kein Text sind.</translation>
    </message>
    <message>
        <source>Type it anew.</source>
        <translation>Geben Sie es neu ein.</translation>
    </message>
    <message>
        <source>A label has {0} descriptions at most.</source>
        <translation>Ein Label hat höchstens {0} Beschreibungen.</translation>
    </message>
    <message>
        <source>Keep those that differ most.</source>
        <translation>Behalten Sie die, die sich am meisten unterscheiden.</translation>
    </message>
    <message>
        <source>“{0}” is a smart album: its search decides which photos are in it.</source>
        <translation>„{0}“ ist ein intelligentes Album: seine Suche entscheidet, welche Fotos darin sind.</translation>
    </message>
    <message>
        <source>Change its search, or choose an album that is not smart.</source>
        <translation>Ändern Sie seine Suche, oder wählen Sie ein gewöhnliches Album.</translation>
    </message>
    <message>
        <source>This can&apos;t be the search of a smart album.</source>
        <translation>Das kann nicht die Suche eines intelligenten Albums sein.</translation>
    </message>
    <message>
        <source>A search is text of at most {0} characters.</source>
        <translation>Eine Suche ist ein Text von höchstens {0} Zeichen.</translation>
    </message>
    <message>
        <source>There is an album “{0}” already.</source>
        <translation>Es gibt schon ein Album „{0}“.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>“{0}” is not a smart album: it has the photos that were put into it.</source>
        <translation>„{0}“ ist kein intelligentes Album: es hat die Fotos, die hineingetan wurden.</translation>
    </message>
    <message>
        <source>Save the search under another name.</source>
        <translation>Speichern Sie die Suche unter einem anderen Namen.</translation>
    </message>
    <message>
        <source>This album is full.</source>
        <translation>Dieses Album ist voll.</translation>
    </message>
    <message>
        <source>Put the photo into another one.</source>
        <translation>Tun Sie das Foto in ein anderes.</translation>
    </message>
    <message>
        <source>This can&apos;t be the name of a label: it has {0} parts.</source>
        <translation>Ein Label kann nicht so heißen: Der Name hat {0} Teile.</translation>
    </message>
    <message>
        <source>At most {0} stand below each other. Choose a place further up.</source>
        <translation>Höchstens {0} stehen untereinander. Wählen Sie einen Platz weiter oben.</translation>
    </message>
    <message>
        <source>This can&apos;t be the name of {0}.</source>
        <translation>Das kann kein Name sein für {0}.</translation>
    </message>
    <message>
        <source>It has {0} characters; a name has {1} at most.</source>
        <translation>Er hat {0} Zeichen; ein Name hat höchstens {1}.</translation>
    </message>
    <message>
        <source>Nothing of it can be seen. Type a word.</source>
        <translation>Davon ist nichts zu sehen. Geben Sie ein Wort ein.</translation>
    </message>
    <message>
        <source>a label</source>
        <translation>ein Label</translation>
    </message>
    <message>
        <source>an album</source>
        <translation>ein Album</translation>
    </message>
    <message>
        <source>A name has 1 to {0} characters and no control characters.</source>
        <translation>Ein Name hat 1 bis {0} Zeichen und keine Steuerzeichen.</translation>
    </message>
    <message>
        <source>There is {0} “{1}” already.</source>
        <translation>Es gibt schon {0} „{1}“.</translation>
    </message>
    <message>
        <source>paused by you</source>
        <translation>von Ihnen angehalten</translation>
    </message>
    <message>
        <source>on battery</source>
        <translation>im Akkubetrieb</translation>
    </message>
    <message>
        <source>The model is being loaded…</source>
        <translation>Das Modell wird geladen&#xa0;…</translation>
    </message>
    <message>
        <source>The disk is full: the library in {0} could not be written.</source>
        <translation>Die Festplatte ist voll: die Bibliothek in {0} konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Free some space and run the same command again; everything done so far is kept.</source>
        <translation>Schaffen Sie Platz, und versuchen Sie es noch einmal; was bisher getan wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>There is no model “{0}” on this machine.</source>
        <translation>Auf diesem Computer gibt es kein Modell „{0}“.</translation>
    </message>
    <message>
        <source>Another PhotoClip{0} is working on this library.</source>
        <translation>Ein anderes PhotoClip{0} arbeitet an dieser Bibliothek.</translation>
    </message>
    <message>
        <source>The background worker doesn&apos;t start.</source>
        <translation>Der Hintergrundprozess startet nicht.</translation>
    </message>
    <message>
        <source>The background worker can&apos;t be started: {0}.</source>
        <translation>Der Hintergrundprozess kann nicht gestartet werden: {0}.</translation>
    </message>
    <message>
        <source>Install PhotoClip again.</source>
        <translation>Installieren Sie PhotoClip neu.</translation>
    </message>
    <message>
        <source>The disk is full: “{0}” could not be stored.</source>
        <translation>Die Festplatte ist voll: „{0}“ konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>“{0}” is not precise enough in {1} on {2}: it is computed in float32 there, which is slower.</source>
        <translation>„{0}“ ist in {1} auf {2} nicht genau genug: Es wird dort in float32 gerechnet, was langsamer ist.</translation>
    </message>
    <message>
        <source>The model can&apos;t run on {0} any more: {1}. PhotoClip goes on with the processor, which is slower.</source>
        <translation>Das Modell kann auf {0} nicht mehr laufen: {1}. PhotoClip macht mit dem Prozessor weiter, was langsamer ist.</translation>
    </message>
    <message>
        <source>Its memory is full</source>
        <translation>Ihr Speicher ist voll</translation>
    </message>
    <message>
        <source>This machine has no device “{0}”, which is set: the model runs on {1}.</source>
        <translation>Dieser Rechner hat kein Gerät „{0}“, das eingestellt ist: Das Modell läuft auf {1}.</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>Es gibt nichts zu exportieren.</translation>
    </message>
    <message>
        <source>Choose photos, an album that has some, or another search.</source>
        <translation>Wählen Sie Fotos, ein Album, das welche hat, oder eine andere Suche.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Choose a folder, or a name that is free.</source>
        <translation>Wählen Sie einen Ordner oder einen Namen, der frei ist.</translation>
    </message>
    <message>
        <source>{0} can&apos;t be made: {1}.</source>
        <translation>{0} kann nicht angelegt werden: {1}.</translation>
    </message>
    <message>
        <source>{0} can&apos;t be read: {1}.</source>
        <translation>{0} kann nicht gelesen werden: {1}.</translation>
    </message>
    <message>
        <source>{0} lies in {1}, a folder of the library: what is exported there is in the library once more.</source>
        <translation>{0} liegt in {1}, einem Ordner der Bibliothek: Was dorthin exportiert wird, ist noch einmal in der Bibliothek.</translation>
    </message>
    <message>
        <source>The export needs {0}, and the disk of {1} has room for {2}.</source>
        <translation>Der Export braucht {0}, und auf dem Datenträger von {1} ist Platz für {2}.</translation>
    </message>
    <message>
        <source>Free some space there, choose another folder, or export fewer photos.</source>
        <translation>Schaffen Sie dort Platz, wählen Sie einen anderen Ordner, oder exportieren Sie weniger Fotos.</translation>
    </message>
    <message>
        <source>The disk of {0} is full. What was made stays; the same export goes on from there.</source>
        <translation>Der Datenträger von {0} ist voll. Was fertig ist, bleibt; derselbe Export macht dort weiter.</translation>
    </message>
    <message>
        <source>Nothing more can be written to {0}: {1}.</source>
        <translation>Nach {0} kann nichts mehr geschrieben werden: {1}.</translation>
    </message>
    <message>
        <source>The drive of {0} can&apos;t hold links.</source>
        <translation>Auf dem Laufwerk von {0} kann es keine Verknüpfungen geben.</translation>
    </message>
    <message>
        <source>Export copies instead.</source>
        <translation>Exportieren Sie stattdessen Kopien.</translation>
    </message>
    <message>
        <source>No link to this photo can be made there: it lies on another drive.</source>
        <translation>Dort ist keine Verknüpfung zu diesem Foto möglich: Es liegt auf einem anderen Laufwerk.</translation>
    </message>
    <message>
        <source>The drive it should go to refuses its name.</source>
        <translation>Das Ziellaufwerk nimmt seinen Namen nicht an.</translation>
    </message>
    <message>
        <source>The picture can&apos;t be drawn.</source>
        <translation>Das Bild kann nicht gezeichnet werden.</translation>
    </message>
    <message>
        <source>The IPTC is damaged.</source>
        <translation>Die IPTC-Angaben sind beschädigt.</translation>
    </message>
    <message>
        <source>The XMP declares entities, which PhotoClip does not open.</source>
        <translation>Das XMP vereinbart Entitäten, die PhotoClip nicht öffnet.</translation>
    </message>
    <message>
        <source>The XMP holds no description.</source>
        <translation>Das XMP enthält keine Beschreibung.</translation>
    </message>
    <message>
        <source>The XMP is damaged.</source>
        <translation>Das XMP ist beschädigt.</translation>
    </message>
    <message>
        <source>The XMP is empty.</source>
        <translation>Das XMP ist leer.</translation>
    </message>
    <message>
        <source>The XMP is larger or deeper than any program writes.</source>
        <translation>Das XMP ist größer oder tiefer, als irgendein Programm schreibt.</translation>
    </message>
    <message>
        <source>The XMP is not in UTF-8.</source>
        <translation>Das XMP ist nicht in UTF-8.</translation>
    </message>
    <message>
        <source>The XMP is written in a way that PhotoClip does not change.</source>
        <translation>Das XMP ist auf eine Art geschrieben, die PhotoClip nicht ändert.</translation>
    </message>
    <message>
        <source>The XMP says that it is not in UTF-8.</source>
        <translation>Das XMP sagt, dass es nicht in UTF-8 ist.</translation>
    </message>
    <message>
        <source>The field {0} would not be as it was meant.</source>
        <translation>Das Feld {0} wäre nicht, wie es gemeint war.</translation>
    </message>
    <message>
        <source>The file is built in a way that can&apos;t be checked.</source>
        <translation>Die Datei ist auf eine Art gebaut, die nicht geprüft werden kann.</translation>
    </message>
    <message>
        <source>The file is damaged, and would be more so if it were changed.</source>
        <translation>Die Datei ist beschädigt und wäre es noch mehr, wenn sie geändert würde.</translation>
    </message>
    <message>
        <source>The file would be taken for one of another format.</source>
        <translation>Die Datei würde für eine in einem anderen Format gehalten.</translation>
    </message>
    <message>
        <source>The file&apos;s XMP is damaged.</source>
        <translation>Das XMP der Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The file&apos;s attributes could not be kept.</source>
        <translation>Die Attribute der Datei könnten nicht erhalten werden.</translation>
    </message>
    <message>
        <source>The file&apos;s name is too long.</source>
        <translation>Der Name der Datei ist zu lang.</translation>
    </message>
    <message>
        <source>The metadata of this file can&apos;t be read.</source>
        <translation>Die Metadaten dieser Datei können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The sidecar could not be read by other programs any more.</source>
        <translation>Die Begleitdatei könnte von anderen Programmen nicht mehr gelesen werden.</translation>
    </message>
    <message>
        <source>The sidecar is larger than any should be.</source>
        <translation>Die Begleitdatei ist größer, als eine sein sollte.</translation>
    </message>
    <message>
        <source>There is no room for that much text in a JPEG.</source>
        <translation>Für so viel Text ist in einem JPEG kein Platz.</translation>
    </message>
    <message>
        <source>This is not a regular file.</source>
        <translation>Das ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>There is no trash for the drive it lies on, or it can&apos;t be written.</source>
        <translation>Für ihr Laufwerk gibt es keinen Papierkorb, oder er kann nicht beschrieben werden.</translation>
    </message>
    <message>
        <source>Its name is not valid Unicode; delete it in the file manager.</source>
        <translation>Ihr Name ist kein gültiges Unicode; löschen Sie sie in der Dateiverwaltung.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Sie ist nicht mehr da.</translation>
    </message>
    <message>
        <source>another file lies there now</source>
        <translation>dort liegt jetzt eine andere Datei</translation>
    </message>
    <message>
        <source>Nothing is written: it is not allowed for the folders of these photos.</source>
        <translation>Nichts wird geschrieben: für die Ordner dieser Fotos ist es nicht erlaubt.</translation>
    </message>
    <message>
        <source>Nothing is written in this folder: it is not allowed.</source>
        <translation>In diesem Ordner wird nichts geschrieben: es ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>Writing is not allowed for this folder (any more).</source>
        <translation>Für diesen Ordner ist das Schreiben nicht (mehr) erlaubt.</translation>
    </message>
    <message>
        <source>The drive is not connected, or its folder is not there.</source>
        <translation>Das Laufwerk ist nicht angeschlossen, oder sein Ordner ist nicht da.</translation>
    </message>
    <message>
        <source>The photo could not be read.</source>
        <translation>Das Foto konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>What was noted about this file is damaged.</source>
        <translation>Was über diese Datei notiert war, ist beschädigt.</translation>
    </message>
    <message>
        <source>Changed by another program since, and left as it is: {0}.</source>
        <translation>Seitdem von einem anderen Programm geändert und so gelassen: {0}.</translation>
    </message>
    <message>
        <source>{0} files could not be written: photoclip metadata status</source>
        <translation>{0} Dateien konnten nicht geschrieben werden: photoclip metadata status</translation>
    </message>
    <message>
        <source>1 file could not be written: photoclip metadata status</source>
        <translation>1 Datei konnte nicht geschrieben werden: photoclip metadata status</translation>
    </message>
    <message>
        <source>The file is read-only.</source>
        <translation>Die Datei ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>The file or its folder may not be written to.</source>
        <translation>In die Datei oder ihren Ordner darf nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The folder may not be written to.</source>
        <translation>In den Ordner darf nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The folder is not there (any more).</source>
        <translation>Der Ordner ist nicht (mehr) da.</translation>
    </message>
    <message>
        <source>The file belongs to somebody else, and would not any more if it were written.</source>
        <translation>Die Datei gehört jemand anderem, und täte es nicht mehr, wenn sie geschrieben würde.</translation>
    </message>
    <message>
        <source>The file can&apos;t be written: {0}.</source>
        <translation>Die Datei kann nicht geschrieben werden: {0}.</translation>
    </message>
    <message>
        <source>Labels could not be brought up to date: {0}</source>
        <translation>Die Labels konnten nicht auf den neuesten Stand gebracht werden: {0}</translation>
    </message>
    <message>
        <source>Labels could not be fitted again: {0}</source>
        <translation>Die Labels konnten nicht neu angepasst werden: {0}</translation>
    </message>
    <message>
        <source>Made over few photos, and fitted to all there are now: {0}.</source>
        <translation>Über wenigen Fotos entstanden und nun an alle angepasst: {0}.</translation>
    </message>
    <message>
        <source>Learning the words that photos are compared with: {0} of {1}…</source>
        <translation>Die Wörter, mit denen Fotos verglichen werden, werden gelernt: {0} von {1}…</translation>
    </message>
    <message>
        <source>The file was changed by another program meanwhile.</source>
        <translation>Die Datei wurde inzwischen von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>The file was changed since it was looked at.</source>
        <translation>Die Datei wurde geändert, seit sie angesehen wurde.</translation>
    </message>
    <message>
        <source>There is too little free space on the drive.</source>
        <translation>Auf dem Laufwerk ist zu wenig Platz frei.</translation>
    </message>
    <message>
        <source>There was not enough memory to write into the photo.</source>
        <translation>Es war nicht genug Speicher da, um in das Foto zu schreiben.</translation>
    </message>
    <message>
        <source>This is a link to a file outside of the folder, which is not written.</source>
        <translation>Das ist ein Verweis auf eine Datei außerhalb des Ordners, die nicht geschrieben wird.</translation>
    </message>
    <message>
        <source>{0} files are not written into; a sidecar beside the file can be.</source>
        <translation>In {0}-Dateien wird nicht geschrieben; eine Begleitdatei neben der Datei ist möglich.</translation>
    </message>
    <message>
        <source>The file is larger than {0} MB and not written into; a sidecar beside it can be.</source>
        <translation>Die Datei ist größer als {0} MB, und es wird nicht in sie geschrieben; eine Begleitdatei daneben ist möglich.</translation>
    </message>
    <message>
        <source>There are more than {0} keywords, of which some would be lost.</source>
        <translation>Es sind mehr als {0} Stichwörter, von denen manche verloren gingen.</translation>
    </message>
    <message>
        <source>the best start on a laptop without a GPU</source>
        <translation>der beste Anfang auf einem Laptop ohne GPU</translation>
    </message>
    <message>
        <source>the classic; as fast, sees a little less</source>
        <translation>der Klassiker; ebenso schnell, sieht etwas weniger</translation>
    </message>
    <message>
        <source>small and quick, made for telephones; for research only</source>
        <translation>klein und schnell, für Telefone gemacht; nur für die Forschung</translation>
    </message>
    <message>
        <source>quick, and finds more than its size suggests; for research only</source>
        <translation>schnell, und findet mehr, als seine Größe vermuten lässt; nur für die Forschung</translation>
    </message>
    <message>
        <source>the better training of the same size; for research only</source>
        <translation>das bessere Training derselben Größe; nur für die Forschung</translation>
    </message>
    <message>
        <source>finds more, several times slower</source>
        <translation>findet mehr, um ein Mehrfaches langsamer</translation>
    </message>
    <message>
        <source>the best choice for English where there is memory for it</source>
        <translation>die beste Wahl für Englisch, wo der Arbeitsspeicher reicht</translation>
    </message>
    <message>
        <source>understands many languages; finds the most of those that run without a GPU</source>
        <translation>versteht viele Sprachen; findet am meisten von denen, die ohne GPU laufen</translation>
    </message>
    <message>
        <source>many languages at the speed of the smallest; queries take longer</source>
        <translation>viele Sprachen im Tempo des kleinsten; Suchen dauern länger</translation>
    </message>
    <message>
        <source>strong in telling things apart; wants a GPU</source>
        <translation>stark im Unterscheiden; will eine GPU</translation>
    </message>
    <message>
        <source>finds the most, and looks at four times the pixels; needs a GPU</source>
        <translation>findet am meisten und sieht viermal so viele Pixel; braucht eine GPU</translation>
    </message>
    <message>
        <source>the oldest here, for comparison; a convolutional network</source>
        <translation>das älteste hier, zum Vergleich; ein Faltungsnetz</translation>
    </message>
    <message>
        <source>writes captions; not for searching</source>
        <translation>schreibt Bildtexte; nicht zum Suchen</translation>
    </message>
    <message>
        <source>writes better captions; wants a GPU</source>
        <translation>schreibt bessere Bildtexte; will eine GPU</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>{0} languages</source>
        <translation>{0} Sprachen</translation>
    </message>
    <message>
        <source>Zero-shot on ImageNet</source>
        <translation>Zero-Shot auf ImageNet</translation>
    </message>
    <message>
        <source>Finds the right one of 5,000 photos (COCO)</source>
        <translation>Findet das richtige von 5.000 Fotos (COCO)</translation>
    </message>
    <message>
        <source>Finds the right one of 1,000 photos (Flickr30k)</source>
        <translation>Findet das richtige von 1.000 Fotos (Flickr30k)</translation>
    </message>
    <message>
        <source>It understands many languages, not only English.</source>
        <translation>Es versteht viele Sprachen, nicht nur Englisch.</translation>
    </message>
    <message>
        <source>It understands many languages and is the quickest that does ({0} of memory).</source>
        <translation>Es versteht viele Sprachen und ist davon das schnellste ({0} Arbeitsspeicher).</translation>
    </message>
    <message>
        <source>This machine&apos;s {0} ({1}) runs it quickly.</source>
        <translation>Auf {0} ({1}) in diesem Rechner läuft es schnell.</translation>
    </message>
    <message>
        <source>This machine has {0} of memory; larger models would leave little for the rest.</source>
        <translation>Dieser Rechner hat {0} Arbeitsspeicher; größere Modelle ließen wenig für alles andere.</translation>
    </message>
    <message>
        <source>This machine has {0} and no GPU; better models are several times slower.</source>
        <translation>Dieser Rechner hat {0} und keine GPU; bessere Modelle sind um ein Mehrfaches langsamer.</translation>
    </message>
    <message>
        <source>This machine has {0} of memory and {1}, which is enough for it.</source>
        <translation>Dieser Rechner hat {0} Arbeitsspeicher und {1}, das reicht dafür.</translation>
    </message>
    <message>
        <source>one core</source>
        <translation>einen Kern</translation>
    </message>
    <message>
        <source>{0} cores</source>
        <translation>{0} Kerne</translation>
    </message>
    <message>
        <source>a GPU ({0})</source>
        <translation>eine GPU ({0})</translation>
    </message>
    <message>
        <source>“{0}” needs {1} MB, and {2} MB are free.</source>
        <translation>„{0}“ braucht {1} MB, und {2} MB sind frei.</translation>
    </message>
    <message>
        <source>The file {0} of “{1}” {2}, and was thrown away.</source>
        <translation>Die Datei {0} von „{1}“ {2} und wurde weggeworfen.</translation>
    </message>
    <message>
        <source>is not the one the hub promised</source>
        <translation>ist nicht die, die der Hub versprach,</translation>
    </message>
    <message>
        <source>is larger than the hub says</source>
        <translation>ist größer, als der Hub sagt,</translation>
    </message>
    <message>
        <source>{0} is not the file with the hash {1}….</source>
        <translation>{0} ist nicht die Datei mit dem Hash {1}….</translation>
    </message>
    <message>
        <source>The model “{0}” could not be loaded: {1}</source>
        <translation>Das Modell „{0}“ konnte nicht geladen werden: {1}</translation>
    </message>
    <message>
        <source>Install what it needs: pip install &apos;{0}&apos;</source>
        <translation>Installieren Sie, was es braucht: pip install &apos;{0}&apos;</translation>
    </message>
    <message>
        <source>“{0}” is in use by this library.</source>
        <translation>„{0}“ wird von dieser Bibliothek gebraucht.</translation>
    </message>
    <message>
        <source>“{0}” stands on “{1}”.</source>
        <translation>„{0}“ baut auf „{1}“ auf.</translation>
    </message>
    <message>
        <source>“{0}” could not be downloaded: {1}</source>
        <translation>„{0}“ konnte nicht heruntergeladen werden: {1}</translation>
    </message>
    <message>
        <source>It was taught on “{0}”, which isn&apos;t on this machine.</source>
        <translation>Es baut auf „{0}“ auf, das nicht auf diesem Rechner ist.</translation>
    </message>
    <message>
        <source>the connection was cut.</source>
        <translation>Die Verbindung wurde getrennt.</translation>
    </message>
    <message>
        <source>the connection broke ({0}).</source>
        <translation>Die Verbindung brach ab ({0}).</translation>
    </message>
    <message>
        <source>the hub does not answer.</source>
        <translation>Der Hub antwortet nicht.</translation>
    </message>
    <message>
        <source>the hub is in trouble ({0}).</source>
        <translation>Der Hub hat Schwierigkeiten ({0}).</translation>
    </message>
    <message>
        <source>the hub has too much to do with this address.</source>
        <translation>Der Hub hat mit dieser Adresse zu viel zu tun.</translation>
    </message>
    <message>
        <source>“{0}” could not be stored: {1}</source>
        <translation>„{0}“ konnte nicht gespeichert werden: {1}</translation>
    </message>
    <message>
        <source>What {0} has as “{1}” is not the file PhotoClip knows.</source>
        <translation>Was {0} als „{1}“ hat, ist nicht die Datei, die PhotoClip kennt.</translation>
    </message>
    <message>
        <source>The hub asks to wait {0} minutes before “{1}” can be downloaded.</source>
        <translation>Der Hub bittet, {0} Minuten zu warten, bevor „{1}“ heruntergeladen werden kann.</translation>
    </message>
    <message>
        <source>“{0}” was not looked for: {1} forbids the network.</source>
        <translation>„{0}“ wurde nicht gesucht: {1} verbietet das Netz.</translation>
    </message>
    <message>
        <source>The hub has no repository “{0}”, or shows it only to whom it knows.</source>
        <translation>Der Hub hat kein Repository „{0}“ oder zeigt es nur denen, die er kennt.</translation>
    </message>
    <message>
        <source>The hub doesn&apos;t give “{0}” to everybody.</source>
        <translation>Der Hub gibt „{0}“ nicht allen.</translation>
    </message>
    <message>
        <source>“{0}” is not a model name.</source>
        <translation>„{0}“ ist kein Name eines Modells.</translation>
    </message>
    <message>
        <source>open_clip knows no model “{0}”.</source>
        <translation>open_clip kennt kein Modell „{0}“.</translation>
    </message>
    <message>
        <source>{0} doesn&apos;t tell the hash of “{1}”, so what comes can&apos;t be checked.</source>
        <translation>{0} nennt keine Prüfsumme von „{1}“; was kommt, ließe sich also nicht prüfen.</translation>
    </message>
    <message>
        <source>The file {0} of “{1}” is larger than it can be.</source>
        <translation>Die Datei {0} von „{1}“ ist größer, als sie sein kann.</translation>
    </message>
    <message>
        <source>“{0}” is being downloaded or imported.</source>
        <translation>„{0}“ wird gerade heruntergeladen oder importiert.</translation>
    </message>
    <message>
        <source>Wait until it is here, or stop that first.</source>
        <translation>Warten Sie, bis es da ist, oder halten Sie das zuerst an.</translation>
    </message>
    <message>
        <source>{0} is not a whole safetensors file and was not loaded.</source>
        <translation>{0} ist keine ganze safetensors-Datei und wurde nicht geladen.</translation>
    </message>
    <message>
        <source>{0} is no checkpoint PhotoClip knows.</source>
        <translation>{0} ist kein Checkpoint, den PhotoClip kennt.</translation>
    </message>
    <message>
        <source>{0} holds more than weights, or is damaged, and was not loaded.</source>
        <translation>{0} enthält mehr als Gewichte oder ist beschädigt und wurde nicht geladen.</translation>
    </message>
    <message>
        <source>open_clip knows no architecture “{0}”.</source>
        <translation>open_clip kennt keine Architektur „{0}“.</translation>
    </message>
    <message>
        <source>{0} lacks {1}, which this model needs.</source>
        <translation>In {0} fehlt {1}, das dieses Modell braucht.</translation>
    </message>
    <message>
        <source>This model reads sentences with a network that PhotoClip doesn&apos;t bring by itself.</source>
        <translation>Dieses Modell liest Sätze mit einem Netz, das PhotoClip nicht selbst mitbringt.</translation>
    </message>
    <message>
        <source>A packaged PhotoClip can&apos;t be given it. {0} understands many languages, too.</source>
        <translation>Ein fertig verpacktes PhotoClip kann es nicht bekommen. {0} versteht ebenfalls viele Sprachen.</translation>
    </message>
    <message>
        <source>Another model is called “{0}” on this machine.</source>
        <translation>Ein anderes Modell heißt auf diesem Computer schon „{0}“.</translation>
    </message>
    <message>
        <source>Free some space on the disk of {0} and import it again.</source>
        <translation>Schaffen Sie Platz auf dem Laufwerk von {0} und importieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The weights of the model “{0}” are missing.</source>
        <translation>Die Gewichte des Modells „{0}“ fehlen.</translation>
    </message>
    <message>
        <source>The files of the model “{0}” are missing.</source>
        <translation>Dateien des Modells „{0}“ fehlen.</translation>
    </message>
    <message>
        <source>The weights of the model “{0}” are not the ones it came with.</source>
        <translation>Die Gewichte des Modells „{0}“ sind nicht die, mit denen es kam.</translation>
    </message>
    <message>
        <source>The files of the model “{0}” are not the ones it came with.</source>
        <translation>Die Dateien des Modells „{0}“ sind nicht die, mit denen es kam.</translation>
    </message>
    <message>
        <source>“{0}” could not be removed: {1}</source>
        <translation>„{0}“ konnte nicht entfernt werden: {1}</translation>
    </message>
    <message>
        <source>The model “{0}”, by which this library knows its photos, isn&apos;t on this machine.</source>
        <translation>Das Modell „{0}“, mit dem diese Bibliothek ihre Fotos kennt, ist nicht auf diesem Rechner.</translation>
    </message>
    <message>
        <source>There is no {0}.</source>
        <translation>{0} gibt es nicht.</translation>
    </message>
    <message>
        <source>Name a checkpoint file or a model folder.</source>
        <translation>Nennen Sie eine Datei mit Gewichten oder den Ordner eines Modells.</translation>
    </message>
    <message>
        <source>The library is on its way to the model {0}.</source>
        <translation>Die Bibliothek ist auf dem Weg zum Modell {0}.</translation>
    </message>
    <message>
        <source>Gathering words</source>
        <translation>Wörter werden gesammelt</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Das Modell wird geladen</translation>
    </message>
    <message>
        <source>Reading the words</source>
        <translation>Die Wörter werden gelesen</translation>
    </message>
    <message>
        <source>Teaching</source>
        <translation>Das Modell lernt</translation>
    </message>
    <message>
        <source>Photos held out are found better, and other descriptions find what they found.</source>
        <translation>Zurückgehaltene Fotos werden besser gefunden, und andere Sätze finden, was sie fanden.</translation>
    </message>
    <message>
        <source>Photos held out are found no better: these words don&apos;t go with what photos show.</source>
        <translation>Zurückgehaltene Fotos werden nicht besser gefunden: Diese Wörter passen nicht zu dem, was Fotos zeigen.</translation>
    </message>
    <message>
        <source>Photos held out are found a little better, but that may be chance.</source>
        <translation>Zurückgehaltene Fotos werden etwas besser gefunden, aber das kann Zufall sein.</translation>
    </message>
    <message>
        <source>Photos held out are found hardly any better.</source>
        <translation>Zurückgehaltene Fotos werden kaum besser gefunden.</translation>
    </message>
    <message>
        <source>Photos held out are found nearer to the front, but fewer among the first ten.</source>
        <translation>Zurückgehaltene Fotos werden weiter vorn gefunden, aber weniger unter den ersten zehn.</translation>
    </message>
    <message>
        <source>Other descriptions would find other photos: they agree less than {0}.</source>
        <translation>Andere Sätze fänden andere Fotos: Sie stimmen zu weniger als {0} überein.</translation>
    </message>
    <message>
        <source>No photo of this library has words of yours yet.</source>
        <translation>Noch kein Foto dieser Bibliothek hat Wörter von Ihnen.</translation>
    </message>
    <message>
        <source>Write captions or titles, add keywords, or confirm labels; then teach again.</source>
        <translation>Schreiben Sie Beschreibungen oder Titel, vergeben Sie Stichwörter, oder bestätigen Sie Labels; versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>{0} photos have words, but “{1}” hasn&apos;t seen any of them.</source>
        <translation>{0} Fotos haben Wörter, aber „{1}“ hat noch keines davon gesehen.</translation>
    </message>
    <message>
        <source>There is too little to teach with: {0} photos with {1} different words or sentences that tell photos apart.</source>
        <translation>Zum Beibringen ist zu wenig da: {0} Fotos mit {1} verschiedenen Wörtern oder Sätzen, die Fotos unterscheiden.</translation>
    </message>
    <message>
        <source>At least {0} photos and {1} texts are needed; words that more than half of the photos share don&apos;t count. Some hundreds teach more.</source>
        <translation>Nötig sind mindestens {0} Fotos und {1} Texte; Wörter, die mehr als die Hälfte der Fotos hat, zählen nicht. Einige Hundert lehren mehr.</translation>
    </message>
    <message>
        <source>“{0}” was taught on the model “{1}”, which isn&apos;t here.</source>
        <translation>„{0}“ baut auf dem Modell „{1}“ auf, das nicht hier ist.</translation>
    </message>
    <message>
        <source>The disk is full: what was taught could not be stored.</source>
        <translation>Der Datenträger ist voll: Was beigebracht wurde, konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Free some space on the disk of {0} and teach again.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger von {0}, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>What was taught could not be stored in {0}: {1}.</source>
        <translation>Was beigebracht wurde, konnte nicht in {0} gespeichert werden: {1}.</translation>
    </message>
    <message>
        <source>Make that folder writable and teach again.</source>
        <translation>Machen Sie diesen Ordner beschreibbar, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>What looks after models ended unexpectedly.</source>
        <translation>Was sich um Modelle kümmert, endete unerwartet.</translation>
    </message>
    <message>
        <source>It may have run out of memory. Close other programs, and try again.</source>
        <translation>Vielleicht reichte der Arbeitsspeicher nicht. Schließen Sie andere Programme und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Check the connection and download it again: it goes on where it stopped. For a computer without a network there is “Import from a file”.</source>
        <translation>Prüfen Sie die Verbindung und laden Sie es noch einmal herunter: Es geht da weiter, wo es aufhörte. Für Rechner ohne Netz gibt es „Aus einer Datei importieren“.</translation>
    </message>
    <message>
        <source>Free some space on the disk of {0} and download it again: it goes on where it stopped.</source>
        <translation>Schaffen Sie Platz auf der Festplatte von {0} und laden Sie es noch einmal herunter: Es geht da weiter, wo es aufhörte.</translation>
    </message>
    <message>
        <source>Nothing was downloaded. If HF_ENDPOINT names a mirror, try without it.</source>
        <translation>Nichts wurde heruntergeladen. Wenn HF_ENDPOINT einen Spiegel nennt, versuchen Sie es ohne ihn.</translation>
    </message>
    <message>
        <source>Download it again. If that changes nothing, something on the way alters what you download: try another network, or without HF_ENDPOINT and proxies.</source>
        <translation>Laden Sie es noch einmal herunter. Wenn das nichts ändert, verändert etwas auf dem Weg, was Sie herunterladen: Versuchen Sie ein anderes Netz, oder ohne HF_ENDPOINT und Proxys.</translation>
    </message>
    <message>
        <source>It limits how much one address may ask. Download it again later: it goes on where it stopped.</source>
        <translation>Er begrenzt, wie viel eine Adresse fragen darf. Laden Sie es später noch einmal herunter: Es geht da weiter, wo es aufhörte.</translation>
    </message>
    <message>
        <source>Start PhotoClip without {0}, or import the model from a file.</source>
        <translation>Starten Sie PhotoClip ohne {0}, oder importieren Sie das Modell aus einer Datei.</translation>
    </message>
    <message>
        <source>Use it, wait until it has looked at your photos, and teach again.</source>
        <translation>Verwenden Sie es, warten Sie, bis es Ihre Fotos angesehen hat, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Choose one that is on this computer, or get that one again, on the page “Models”.</source>
        <translation>Wählen Sie auf der Seite „Modelle“ eines, das auf diesem Rechner ist, oder holen Sie jenes dort wieder.</translation>
    </message>
    <message>
        <source>Stop the change first.</source>
        <translation>Halten Sie zuerst den Wechsel an.</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>Check the name, or choose one from the list.</source>
        <translation>Prüfen Sie den Namen, oder wählen Sie eines aus der Liste.</translation>
    </message>
    <message>
        <source>Download it yourself, and import the file.</source>
        <translation>Laden Sie es selbst herunter und importieren Sie die Datei.</translation>
    </message>
    <message>
        <source>Download or import it again, or choose another one.</source>
        <translation>Laden oder importieren Sie es noch einmal, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Download it, or import it from a file.</source>
        <translation>Laden Sie es herunter, oder importieren Sie es aus einer Datei.</translation>
    </message>
    <message>
        <source>Choose another one from the list.</source>
        <translation>Wählen Sie ein anderes aus der Liste.</translation>
    </message>
    <message>
        <source>Write architecture/weights, such as ViT-B-32-256/datacomp_s34b_b86k, or hf-hub:owner/name for an open_clip model on the hub.</source>
        <translation>Schreiben Sie Architektur/Gewichte, etwa ViT-B-32-256/datacomp_s34b_b86k, oder hf-hub:Besitzer/Name für ein open_clip-Modell auf dem Hub.</translation>
    </message>
    <message>
        <source>It takes .safetensors, and .bin, .pt or .pth with their published hash.</source>
        <translation>Es nimmt .safetensors, und .bin, .pt oder .pth mit ihrem veröffentlichten Hash.</translation>
    </message>
    <message>
        <source>PhotoClip loads safetensors only, because other checkpoints can run programs.</source>
        <translation>PhotoClip lädt nur safetensors, weil andere Checkpoints Programme ausführen können.</translation>
    </message>
    <message>
        <source>Nothing was imported. Compare with where you got the hash.</source>
        <translation>Nichts wurde importiert. Vergleichen Sie mit der Stelle, von der der Hash kommt.</translation>
    </message>
    <message>
        <source>Import it again, and choose the one it is.</source>
        <translation>Importieren Sie es noch einmal und wählen Sie die richtige.</translation>
    </message>
    <message>
        <source>Give the folder another name, and import it again.</source>
        <translation>Geben Sie dem Ordner einen anderen Namen und importieren Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>Remove that one first, and import this one again.</source>
        <translation>Entfernen Sie zuerst jenes, und importieren Sie dieses noch einmal.</translation>
    </message>
    <message>
        <source>Import the checkpoint file itself, or a folder made for open_clip.</source>
        <translation>Importieren Sie die Checkpoint-Datei selbst oder einen Ordner, der für open_clip gemacht ist.</translation>
    </message>
    <message>
        <source>Import it again with the SHA-256 published where it comes from, or better a .safetensors file of the same model.</source>
        <translation>Importieren Sie es noch einmal mit dem SHA-256, der bei der Quelle veröffentlicht ist, oder besser eine .safetensors-Datei desselben Modells.</translation>
    </message>
    <message>
        <source>For example ViT-B-32 or ViT-L-14.</source>
        <translation>Zum Beispiel ViT-B-32 oder ViT-L-14.</translation>
    </message>
</context>
<context>
    <name>Troubles</name>
    <message>
        <source>{folder} is not connected.</source>
        <translation>{folder} ist nicht angeschlossen.</translation>
    </message>
    <message numerus="yes">
        <source>Its %n photo(s) stay, and can be searched.</source>
        <translation>
            <numerusform>Das %Ln Foto darin bleibt und kann gesucht werden.</numerusform>
            <numerusform>Die %Ln Fotos darin bleiben und können gesucht werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>This is the demonstration model: it knows drawn scenes, and little about real photographs.</source>
        <translation>Das ist das Modell zur Vorführung: Es kennt gezeichnete Szenen und weiß wenig über echte Fotos.</translation>
    </message>
    <message>
        <source>Choose a model…</source>
        <translation>Modell wählen&#xa0;…</translation>
    </message>
    <message>
        <source>The model {name} isn&apos;t on this computer any more.</source>
        <translation>Das Modell {name} ist nicht mehr auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Words find nothing, and new photos wait. All else works as before.</source>
        <translation>Wörter finden nichts, und neue Fotos warten. Alles andere geht wie zuvor.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>{missing} of {known} photos in {folder} are gone.</source>
        <translation>{missing} von {known} Fotos in {folder} sind verschwunden.</translation>
    </message>
    <message>
        <source>They were deleted</source>
        <translation>Sie wurden gelöscht</translation>
    </message>
    <message>
        <source>They stay in the library until you say that this is right.</source>
        <translation>Sie bleiben in der Bibliothek, bis Sie sagen, dass das stimmt.</translation>
    </message>
    <message>
        <source>The background worker stopped and was started again. Nothing is lost.</source>
        <translation>Der Hintergrundprozess wurde beendet und neu gestartet. Nichts ist verloren.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>The library&apos;s file is damaged. Your photos are not touched.</source>
        <translation>Die Datei der Bibliothek ist beschädigt. Die Fotos sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>It is restored from its newest backup, and the damaged file is kept.</source>
        <translation>Sie wird aus ihrer neuesten Sicherung wiederhergestellt, und die beschädigte Datei bleibt erhalten.</translation>
    </message>
</context>
<context>
    <name>UndoNotices</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>This photo can’t be shown.</source>
        <extracomment>How long a slideshow begun here shows each picture.</extracomment>
        <translation>Dieses Foto kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
    <message>
        <source>Photo {name}, {place}</source>
        <translation>Foto {name}, {place}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%Ln Stern</numerusform>
            <numerusform>%Ln Sterne</numerusform>
        </translation>
    </message>
    <message>
        <source>Zoom: {zoom}</source>
        <translation>Zoom: {zoom}</translation>
    </message>
    <message>
        <source>Fit or 100 % (Z)</source>
        <translation>Einpassen oder 100 % (Z)</translation>
    </message>
    <message>
        <source>Pause the slideshow</source>
        <translation>Diashow anhalten</translation>
    </message>
    <message>
        <source>Start the slideshow</source>
        <translation>Diashow starten</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>Vollbild verlassen</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>Back to the photos</source>
        <translation>Zurück zu den Fotos</translation>
    </message>
    <message numerus="yes">
        <source>Give %n star(s)</source>
        <translation>
            <numerusform>%Ln Stern geben</numerusform>
            <numerusform>%Ln Sterne geben</numerusform>
        </translation>
    </message>
    <message>
        <source>Pick this photo</source>
        <translation>Dieses Foto annehmen</translation>
    </message>
    <message>
        <source>Reject this photo</source>
        <translation>Dieses Foto ablehnen</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Informationen</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Find a photo by what is in it</source>
        <translation>Fotos finden nach dem, was darauf ist</translation>
    </message>
    <message>
        <source>PhotoClip looks at your photos on this computer and then finds them by a sentence such as “the dog at the lake in the fog”. Nothing is uploaded, and nothing is written into your photos unless you allow it and ask for it.</source>
        <translation>PhotoClip sieht sich Ihre Fotos auf diesem Computer an und findet sie dann nach einem Satz wie „the dog at the lake in the fog“. Nichts wird hochgeladen, und in Ihre Fotos wird nichts geschrieben, außer Sie erlauben es und verlangen es.</translation>
    </message>
    <message>
        <source>Which folders hold your photos?</source>
        <translation>In welchen Ordnern liegen Ihre Fotos?</translation>
    </message>
    <message>
        <source>Folders to add</source>
        <translation>Ordner, die hinzugefügt werden</translation>
    </message>
    <message>
        <source>Add another folder…</source>
        <translation>Weiteren Ordner hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Which model should look at them?</source>
        <translation>Welches Modell soll sie sich ansehen?</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>You can look at your photos, and search by date, place, camera and name, from the first second. Searching by sentence works for each photo as soon as it was read.</source>
        <translation>Von der ersten Sekunde an können Sie Ihre Fotos ansehen und nach Datum, Ort, Kamera und Namen suchen. Die Suche mit einem Satz findet jedes Foto, sobald es gelesen ist.</translation>
    </message>
    <message>
        <source>The model that looks at them is here already: {name}</source>
        <translation>Das Modell, das sie sich ansieht, ist schon da: {name}</translation>
    </message>
    <message>
        <source>Add a folder of photos</source>
        <translation>Ordner mit Fotos hinzufügen</translation>
    </message>
</context>
<context>
    <name>Which</name>
    <message>
        <source>Which photos</source>
        <translation>Welche Fotos</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Why this matched</source>
        <translation>Warum dies ein Treffer ist</translation>
    </message>
    <message>
        <source>without {0} – ok</source>
        <translation>ohne {0} – ok</translation>
    </message>
    <message>
        <source>without {0}</source>
        <translation>ohne {0}</translation>
    </message>
    <message>
        <source>like {0}</source>
        <translation>ähnlich wie {0}</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message numerus="yes">
        <source>%n file(s) moved to the trash.</source>
        <translation>
            <numerusform>%Ln Datei in den Papierkorb verschoben.</numerusform>
            <numerusform>%Ln Dateien in den Papierkorb verschoben.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Your last changes have not been saved yet.</source>
        <translation>Ihre letzten Änderungen sind noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>The background worker doesn&apos;t answer. Wait a little, and close again.</source>
        <translation>Der Hintergrundprozess antwortet nicht. Warten Sie ein wenig und schließen Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Close without them</source>
        <translation>Ohne sie schließen</translation>
    </message>
</context>
<context>
    <name>WordsEdit</name>
    <message>
        <source>Add a title</source>
        <translation>Titel hinzufügen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Add a caption</source>
        <translation>Beschreibung hinzufügen</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Use the file’s words</source>
        <translation>Worte der Datei verwenden</translation>
    </message>
</context>
<context>
    <name>WriteDialog</name>
    <message>
        <source>Write keywords to files</source>
        <translation>Stichwörter in Dateien schreiben</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Wie weit es ist</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message>
        <source>&amp;Choose folders…</source>
        <translation>&amp;Ordner wählen…</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>&amp;Schreiben</translation>
    </message>
    <message>
        <source>Looking at the files: nothing is written yet…</source>
        <translation>Die Dateien werden angesehen: Noch wird nichts geschrieben…</translation>
    </message>
    <message>
        <source>Nothing is written: no folder of these photos allows it.</source>
        <translation>Nichts wird geschrieben: Kein Ordner dieser Fotos erlaubt es.</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und %Ln weitere</numerusform>
            <numerusform>… und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>The files say all of it already.</source>
        <translation>Die Dateien sagen all das schon.</translation>
    </message>
    <message>
        <source>PhotoClip writes into files only where you allow it. Choose for each folder whether keywords go into sidecar files beside the photos or into the photos themselves.</source>
        <translation>PhotoClip schreibt nur dort in Dateien, wo Sie es erlauben. Wählen Sie für jeden Ordner, ob Stichwörter in Begleitdateien neben den Fotos oder in die Fotos selbst geschrieben werden.</translation>
    </message>
    <message>
        <source>Writing… You may close this: it goes on, and can be taken back.</source>
        <translation>Es wird geschrieben… Sie können dieses Fenster schließen: Es geht weiter und kann rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>Keywords</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Sterne</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>None of these photos has a file that can be written.</source>
        <translation>Keines dieser Fotos hat eine Datei, die geschrieben werden kann.</translation>
    </message>
    <message numerus="yes">
        <source>%n selected photo(s)</source>
        <translation>
            <numerusform>%Ln ausgewähltes Foto</numerusform>
            <numerusform>%Ln ausgewählte Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n photo(s) that are shown</source>
        <translation>
            <numerusform>%Ln Foto, das gezeigt wird</numerusform>
            <numerusform>Alle %Ln Fotos, die gezeigt werden</numerusform>
        </translation>
    </message>
    <message>
        <source>That is more than {count} photos at once. Select fewer.</source>
        <translation>Das sind mehr als {count} Fotos auf einmal. Wählen Sie weniger aus.</translation>
    </message>
    <message numerus="yes">
        <source>Write into the files of %n photo(s)</source>
        <translation>
            <numerusform>In die Dateien von %Ln Foto schreiben</numerusform>
            <numerusform>In die Dateien von %Ln Fotos schreiben</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing into files…</source>
        <translation>Es wird in Dateien geschrieben…</translation>
    </message>
</context>
<context>
    <name>WritingPage</name>
    <message>
        <source>Labels, stars, titles and captions can be written where other programs read them. PhotoClip does that only in folders you allow here, and only when you ask: Photo, Write keywords to files.</source>
        <translation>Labels, Sterne, Titel und Beschreibungen können dorthin geschrieben werden, wo andere Programme sie lesen. PhotoClip tut das nur in Ordnern, für die Sie es hier erlauben, und nur auf Wunsch: Foto, Stichwörter in Dateien schreiben.</translation>
    </message>
    <message>
        <source>&amp;Set a folder apart…</source>
        <translation>Einen Ordner &amp;ausnehmen…</translation>
    </message>
    <message>
        <source>A photo keeps its &amp;time of change</source>
        <translation>Ein Foto behält seine Änderungs&amp;zeit</translation>
    </message>
    <message>
        <source>Keep the &amp;first original beside the photo</source>
        <translation>Das &amp;erste Original neben dem Foto aufheben</translation>
    </message>
    <message>
        <source>As photo.jpg.original, made before the first write</source>
        <translation>Als foto.jpg.original, angelegt vor dem ersten Schreiben</translation>
    </message>
    <message>
        <source>What is written, and how it is taken back</source>
        <translation>Was geschrieben wird und wie man es rückgängig macht</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>these files are only read.</source>
        <translation>Diese Dateien werden nur gelesen.</translation>
    </message>
    <message>
        <source>Sidecar</source>
        <translation>Begleitdatei</translation>
    </message>
    <message>
        <source>photo.jpg.xmp beside the photo, which stays as it is to the last byte.</source>
        <translation>foto.jpg.xmp neben dem Foto, das bis aufs letzte Byte bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
    <message>
        <source>the photo itself (JPEG, PNG, WebP, TIFF, DNG). The picture in it stays the same to the last byte; backups will see a new file.</source>
        <translation>das Foto selbst (JPEG, PNG, WebP, TIFF, DNG). Das Bild darin bleibt bis aufs letzte Byte gleich; Sicherungen sehen eine neue Datei.</translation>
    </message>
    <message>
        <source>The library has no folders yet.</source>
        <translation>Die Bibliothek hat noch keine Ordner.</translation>
    </message>
    <message>
        <source>How {folder} is written</source>
        <translation>Wie {folder} geschrieben wird</translation>
    </message>
    <message>
        <source>As the folder above it</source>
        <translation>Wie der Ordner darüber</translation>
    </message>
    <message>
        <source>{folder}: as the folder above it</source>
        <translation>{folder}: wie der Ordner darüber</translation>
    </message>
    <message>
        <source>{folder} is not in a folder of the library.</source>
        <translation>{folder} liegt in keinem Ordner der Bibliothek.</translation>
    </message>
    <message>
        <source>Set a folder apart</source>
        <translation>Einen Ordner ausnehmen</translation>
    </message>
</context>
<context>
    <name>_Judged</name>
    <message>
        <source>{0}: yes</source>
        <translation>{0}: ja</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
</context>
<context>
    <name>_Narrow</name>
    <message>
        <source>Search this list</source>
        <translation>Diese Liste durchsuchen</translation>
    </message>
</context>
</TS>
