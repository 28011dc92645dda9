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
        <source>Choose a &amp;model…</source>
        <translation>&amp;Modell wählen&#xa0;…</translation>
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
        <source>&amp;Label…</source>
        <translation>&amp;Label&#xa0;…</translation>
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
    <name>BusyLine</name>
    <message>
        <source>Searching</source>
        <translation>Suche läuft</translation>
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
    <name>Facts</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Beschreibung</translation>
    </message>
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
        <source>The photos can&apos;t be shown</source>
        <translation>Die Fotos können nicht gezeigt werden</translation>
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
        <translation>Keine Markierung</translation>
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
    <name>LabelChip</name>
    <message>
        <source>Not {0}</source>
        <translation>Nicht {0}</translation>
    </message>
    <message>
        <source>You said that this is not “{0}”</source>
        <translation>Sie haben gesagt, dass dies nicht „{0}“ ist</translation>
    </message>
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
    <name>ModelList</name>
    <message>
        <source>The best start on a computer without a strong graphics card</source>
        <translation>Der beste Anfang auf einem Computer ohne starke Grafikkarte</translation>
    </message>
    <message>
        <source>The classic: as fast, sees a little less</source>
        <translation>Der Klassiker: ebenso schnell, sieht etwas weniger</translation>
    </message>
    <message>
        <source>Finds more, and is several times slower</source>
        <translation>Findet mehr und ist mehrmals langsamer</translation>
    </message>
    <message>
        <source>Finds the most, and wants a strong graphics card</source>
        <translation>Findet am meisten und braucht eine starke Grafikkarte</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Only a demonstration: knows drawn scenes, and little about real photos</source>
        <translation>Nur eine Vorführung: kennt gezeichnete Szenen und weiß wenig über echte Fotos</translation>
    </message>
    <message>
        <source>already on this computer</source>
        <translation>schon auf diesem Computer</translation>
    </message>
    <message>
        <source>download {size}</source>
        <translation>Download {size}</translation>
    </message>
    <message>
        <source>memory {size}</source>
        <translation>Arbeitsspeicher {size}</translation>
    </message>
    <message>
        <source>about {time} for 10,000 photos</source>
        <translation>etwa {time} für 10.000 Fotos</translation>
    </message>
    <message>
        <source>a minute</source>
        <translation>eine Minute</translation>
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
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>The model looks at your photos and understands your sentences. With another one, every photo is looked at again; what you made by hand stays, and the old model&apos;s results are kept.</source>
        <translation>Das Modell sieht sich Ihre Fotos an und versteht Ihre Sätze. Ein anderes sieht sich jedes Foto neu an; was Sie von Hand gemacht haben, bleibt, und die Ergebnisse des alten Modells werden aufgehoben.</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Dieses Modell verwenden</translation>
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
        <source>New label</source>
        <translation>Neues Label</translation>
    </message>
    <message>
        <source>A name for the label:</source>
        <translation>Ein Name für das Label:</translation>
    </message>
    <message>
        <source>New label “{name}”</source>
        <translation>Neues Label „{name}“</translation>
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
        <source>Add a folder of photos</source>
        <translation>Ordner mit Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Remove folder</source>
        <translation>Ordner entfernen</translation>
    </message>
    <message>
        <source>Take {folder} out of the library?

No photo is touched. Stars, labels and albums are kept for when the folder is added again.</source>
        <translation>{folder} aus der Bibliothek nehmen?

Kein Foto wird angerührt. Sterne, Labels und Alben bleiben erhalten, falls der Ordner wieder hinzugefügt wird.</translation>
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
        <source>Choose a model…</source>
        <translation>Modell wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Processor c&amp;ores:</source>
        <translation>Prozessor&amp;kerne:</translation>
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
    <message>
        <source>Model:</source>
        <translation>Modell:</translation>
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
    <name>SettingUp</name>
    <message>
        <source>{name} is being downloaded.</source>
        <translation>{name} wird heruntergeladen.</translation>
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
        <source>{name} could not be downloaded.</source>
        <translation>{name} konnte nicht heruntergeladen werden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
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
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>This photo can’t be shown.</source>
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
        <source>PhotoClip looks at your photos on this computer and then finds them by a sentence such as “the dog at the lake in the fog”. Nothing is uploaded, and your photos are only ever read.</source>
        <translation>PhotoClip sieht sich Ihre Fotos auf diesem Computer an und findet sie dann nach einem Satz wie „the dog at the lake in the fog“. Nichts wird hochgeladen, und Ihre Fotos werden immer nur gelesen.</translation>
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
        <source>Add a folder of photos</source>
        <translation>Ordner mit Fotos hinzufügen</translation>
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
        <source>Undo</source>
        <translation>Rückgängig</translation>
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
        <source>About PhotoClip</source>
        <translation>Über PhotoClip</translation>
    </message>
    <message>
        <source>&lt;h3&gt;PhotoClip {version}&lt;/h3&gt;&lt;p&gt;Finds a photo by what is in it, on your own computer, and learns your words.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;PhotoClip {version}&lt;/h3&gt;&lt;p&gt;Findet Fotos nach dem, was darauf ist, auf Ihrem eigenen Computer, und lernt Ihre Wörter.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder neuer.&lt;/p&gt;</translation>
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
<context>
    <name>_RowPainter</name>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
</context>
</TS>
