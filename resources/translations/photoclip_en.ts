<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%Ln star</numerusform>
            <numerusform>%Ln stars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Captioning</name>
    <message numerus="yes">
        <source>%n caption(s) written</source>
        <translation>
            <numerusform>%Ln caption written</numerusform>
            <numerusform>%Ln captions written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>nothing to say about %n photo(s)</source>
        <translation>
            <numerusform>nothing to say about %Ln photo</numerusform>
            <numerusform>nothing to say about %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) on drives that are away</source>
        <translation>
            <numerusform>%Ln photo on drives that are away</numerusform>
            <numerusform>%Ln photos on drives that are away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) could not be read</source>
        <translation>
            <numerusform>%Ln photo could not be read</numerusform>
            <numerusform>%Ln photos could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%Ln star</numerusform>
            <numerusform>%Ln stars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%Ln frame</numerusform>
            <numerusform>%Ln frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cop(ies)</source>
        <translation>
            <numerusform>%Ln copy</numerusform>
            <numerusform>%Ln copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>taken off %n photo(s)</source>
        <translation>
            <numerusform>taken off %Ln photo</numerusform>
            <numerusform>taken off %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>suggested on %n photo(s)</source>
        <translation>
            <numerusform>suggested on %Ln photo</numerusform>
            <numerusform>suggested on %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n suggested</source>
        <translation>
            <numerusform>and %Ln suggested</numerusform>
            <numerusform>and %Ln suggested</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %n more photo(s)</source>
        <translation>
            <numerusform>on %Ln more photo</numerusform>
            <numerusform>on %Ln more photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>off %n photo(s)</source>
        <translation>
            <numerusform>off %Ln photo</numerusform>
            <numerusform>off %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%Ln answer</numerusform>
            <numerusform>%Ln answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n answer(s) they were {0} sure of the right one.</source>
        <translation>
            <numerusform>On %Ln answer they were {0} sure of the right one.</numerusform>
            <numerusform>On %Ln answers they were {0} sure of the right one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n answer(s) it had not seen it was {0} sure of the right one, your words alone {1}.</source>
        <translation>
            <numerusform>On %Ln answer it had not seen it was {0} sure of the right one, your words alone {1}.</numerusform>
            <numerusform>On %Ln answers it had not seen it was {0} sure of the right one, your words alone {1}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) to learn from</source>
        <translation>
            <numerusform>%Ln answer to learn from</numerusform>
            <numerusform>%Ln answers to learn from</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more answered since.</source>
        <translation>
            <numerusform>%Ln more answered since.</numerusform>
            <numerusform>%Ln more answered since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suggested</source>
        <translation>
            <numerusform>%Ln suggested</numerusform>
            <numerusform>%Ln suggested</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n confirmed</source>
        <translation>
            <numerusform>%Ln confirmed</numerusform>
            <numerusform>%Ln confirmed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n from files</source>
        <translation>
            <numerusform>%Ln from files</numerusform>
            <numerusform>%Ln from files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by PhotoClip</source>
        <translation>
            <numerusform>%Ln by PhotoClip</numerusform>
            <numerusform>%Ln by PhotoClip</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong</source>
        <translation>
            <numerusform>%Ln wrong</numerusform>
            <numerusform>%Ln wrong</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) that you said are wrong</source>
        <translation>
            <numerusform>%Ln label that you said are wrong</numerusform>
            <numerusform>%Ln labels that you said are wrong</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review %n suggestion(s)…</source>
        <translation>
            <numerusform>Review %Ln suggestion…</numerusform>
            <numerusform>Review %Ln suggestions…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) would change</source>
        <translation>
            <numerusform>%Ln file would change</numerusform>
            <numerusform>%Ln files would change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are up to date</source>
        <translation>
            <numerusform>%Ln file is up to date</numerusform>
            <numerusform>%Ln files are up to date</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) can’t be written</source>
        <translation>
            <numerusform>%Ln file can’t be written</numerusform>
            <numerusform>%Ln files can’t be written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) wait for their drive</source>
        <translation>
            <numerusform>%Ln file waits for its drive</numerusform>
            <numerusform>%Ln files wait for their drive</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are in folders that allow no writing</source>
        <translation>
            <numerusform>%Ln file is in a folder that allows no writing</numerusform>
            <numerusform>%Ln files are in folders that allow no writing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written</source>
        <translation>
            <numerusform>%Ln file written</numerusform>
            <numerusform>%Ln files written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be written</source>
        <translation>
            <numerusform>%Ln file could not be written</numerusform>
            <numerusform>%Ln files could not be written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) wait for their drive or their turn</source>
        <translation>
            <numerusform>%Ln file waits for its drive or its turn</numerusform>
            <numerusform>%Ln files wait for their drive or their turn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about {time} for your %n photo(s)</source>
        <translation>
            <numerusform>about {time} for your %Ln photo</numerusform>
            <numerusform>about {time} for your %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not on this computer; what it knows of %n photo(s) is kept ({size})</source>
        <translation>
            <numerusform>Not on this computer; what it knows of %n photo is kept ({size})</numerusform>
            <numerusform>Not on this computer; what it knows of %n photos is kept ({size})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On this computer, and knows %n of your photo(s)</source>
        <translation>
            <numerusform>On this computer, and knows %Ln of your photos</numerusform>
            <numerusform>On this computer, and knows %Ln of your photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) can&apos;t be read now and follow when they can: the new model finds them then.</source>
        <translation>
            <numerusform>%Ln photo can&apos;t be read now and follows when it can: the new model finds it then.</numerusform>
            <numerusform>%Ln photos can&apos;t be read now and follow when they can: the new model finds them then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your %n photo(s) take about {time}.</source>
        <translation>
            <numerusform>Your %Ln photo takes about {time}.</numerusform>
            <numerusform>Your %Ln photos take about {time}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n photo(s) takes about {time}.</source>
        <translation>
            <numerusform>Looking at %Ln photo takes about {time}.</numerusform>
            <numerusform>Looking at %Ln photos takes about {time}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Words won&apos;t find %n photo(s) until they have been looked at; that goes on meanwhile.</source>
        <translation>
            <numerusform>Words won&apos;t find %n photo until it has been looked at; that goes on meanwhile.</numerusform>
            <numerusform>Words won&apos;t find %n photos until they have been looked at; that goes on meanwhile.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget what it knows of %n photo(s) too: going back means looking at them again</source>
        <translation>
            <numerusform>Forget what it knows of %Ln photo too: going back means looking at it again</numerusform>
            <numerusform>Forget what it knows of %Ln photos too: going back means looking at them again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That frees {size} in the library. To use it again, %n photo(s) would be looked at anew.</source>
        <translation>
            <numerusform>That frees {size} in the library. To use it again, %n photo would be looked at anew.</numerusform>
            <numerusform>That frees {size} in the library. To use it again, %n photos would be looked at anew.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) with your words</source>
        <translation>
            <numerusform>%Ln photo with your words</numerusform>
            <numerusform>%Ln photos with your words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {many} photo(s) with your words</source>
        <translation>
            <numerusform>%Ln of {many} photos with your words</numerusform>
            <numerusform>%Ln of {many} photos with your words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n different word(s) or sentence(s)</source>
        <translation>
            <numerusform>%Ln word or sentence</numerusform>
            <numerusform>%Ln different words or sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) of a photo and its words</source>
        <translation>
            <numerusform>%Ln pair of a photo and its words</numerusform>
            <numerusform>%Ln pairs of a photo and its words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Editing</name>
    <message numerus="yes">
        <source>Rating of %n photo(s)</source>
        <translation>
            <numerusform>Rating of %Ln photo</numerusform>
            <numerusform>Rating of %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Flag of %n photo(s)</source>
        <translation>
            <numerusform>Flag of %Ln photo</numerusform>
            <numerusform>Flag of %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n file(s) to the trash</source>
        <translation>
            <numerusform>Move %Ln file to the trash</numerusform>
            <numerusform>Move %Ln files to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) put back from the trash</source>
        <translation>
            <numerusform>%Ln file put back from the trash</numerusform>
            <numerusform>%Ln files put back from the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(and %n more)</source>
        <translation>
            <numerusform>(and %Ln more)</numerusform>
            <numerusform>(and %Ln more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n photo(s) exported to {target}</source>
        <translation>
            <numerusform>%Ln photo exported to {target}</numerusform>
            <numerusform>%Ln photos exported to {target}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were there already.</source>
        <translation>
            <numerusform>%Ln photo was there already.</numerusform>
            <numerusform>%Ln photos were there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were left out:</source>
        <translation>
            <numerusform>%Ln photo was left out:</numerusform>
            <numerusform>%Ln photos were left out:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message numerus="yes">
        <source>%n selected photo(s)</source>
        <translation>
            <numerusform>%Ln selected photo</numerusform>
            <numerusform>%Ln selected photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n photo(s) that are shown</source>
        <translation>
            <numerusform>%Ln photo that is shown</numerusform>
            <numerusform>All %Ln photos that are shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message numerus="yes">
        <source>%n new photo(s) match.</source>
        <translation>
            <numerusform>%Ln new photo matches.</numerusform>
            <numerusform>%Ln new photos match.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not read yet</source>
        <translation>
            <numerusform>%Ln not read yet</numerusform>
            <numerusform>%Ln not read yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) have not been read yet.</source>
        <translation>
            <numerusform>%Ln photo has not been read yet.</numerusform>
            <numerusform>%Ln photos have not been read yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It may be on %n photo(s): say which.</source>
        <translation>
            <numerusform>It may be on %Ln photo: say whether it is.</numerusform>
            <numerusform>It may be on %Ln photos: say which.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupRow</name>
    <message numerus="yes">
        <source>These %n are answered together</source>
        <translation>
            <numerusform>These %Ln are answered together</numerusform>
            <numerusform>These %Ln are answered together</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IdeaCard</name>
    <message numerus="yes">
        <source>keyword of %n photo(s)</source>
        <translation>
            <numerusform>keyword of %Ln photo</numerusform>
            <numerusform>keyword of %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n photo(s)</source>
        <translation>
            <numerusform>about %Ln photo</numerusform>
            <numerusform>about %Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IdeasDialog</name>
    <message numerus="yes">
        <source>Make %n label(s)</source>
        <translation>
            <numerusform>Make %Ln label</numerusform>
            <numerusform>Make %Ln labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%n photo(s) chosen</source>
        <translation>
            <numerusform>%Ln photo chosen</numerusform>
            <numerusform>%Ln photos chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The file says %n star(s)</source>
        <translation>
            <numerusform>The file says %Ln star</numerusform>
            <numerusform>The file says %Ln stars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelBanner</name>
    <message numerus="yes">
        <source>Review %n suggestion(s)</source>
        <translation>
            <numerusform>Review %Ln suggestion</numerusform>
            <numerusform>Review %Ln suggestions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelGetting</name>
    <message numerus="yes">
        <source>%n model(s) are being downloaded.</source>
        <translation>
            <numerusform>%Ln model is being downloaded.</numerusform>
            <numerusform>%Ln models are being downloaded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message numerus="yes">
        <source>Show %n more model(s)</source>
        <translation>
            <numerusform>Show %Ln more model</numerusform>
            <numerusform>Show %Ln more models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message numerus="yes">
        <source>Show %n more model(s)</source>
        <translation>
            <numerusform>Show %Ln more model</numerusform>
            <numerusform>Show %Ln more models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message numerus="yes">
        <source>Add %n folder(s) to the library?</source>
        <translation>
            <numerusform>Add %n folder to the library?</numerusform>
            <numerusform>Add %n folders to the library?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoActions</name>
    <message numerus="yes">
        <source>That is more than %n files at once. Select fewer.</source>
        <translation>
            <numerusform>That is more than %Ln file at once. Select fewer.</numerusform>
            <numerusform>That is more than %Ln files at once. Select fewer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A label for %n photo(s):</source>
        <translation>
            <numerusform>A label for %Ln photo:</numerusform>
            <numerusform>A label for %Ln photos:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>An album for %n photo(s); a new name makes a new album:</source>
        <translation>
            <numerusform>An album for %Ln photo; a new name makes a new album:</numerusform>
            <numerusform>An album for %Ln photos; a new name makes a new album:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n path(s) copied</source>
        <translation>
            <numerusform>%Ln path copied</numerusform>
            <numerusform>%Ln paths copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n file(s) to the trash?</source>
        <translation>
            <numerusform>Move %Ln file to the trash?</numerusform>
            <numerusform>Move %Ln files to the trash?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other cop(ies) stay where they are.</source>
        <translation>
            <numerusform>%Ln other copy stays where it is.</numerusform>
            <numerusform>%Ln other copies stay where they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message numerus="yes">
        <source>%n answered</source>
        <translation>
            <numerusform>%Ln answered</numerusform>
            <numerusform>%Ln answered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SidebarModel</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) wait</source>
        <translation>
            <numerusform>%Ln photo waits</numerusform>
            <numerusform>%Ln photos wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking for photos: %n found</source>
        <translation>
            <numerusform>Looking for photos: %Ln found</numerusform>
            <numerusform>Looking for photos: %Ln found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%Ln minute left</numerusform>
            <numerusform>%Ln minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation>
            <numerusform>about %Ln hour left</numerusform>
            <numerusform>about %Ln hours left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Suggesting</name>
    <message numerus="yes">
        <source>%n new label(s)</source>
        <translation>
            <numerusform>%Ln new label</numerusform>
            <numerusform>%Ln new labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) made</source>
        <translation>
            <numerusform>%Ln label made</numerusform>
            <numerusform>%Ln labels made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>put on %n photo(s)</source>
        <translation>
            <numerusform>put on %Ln photo</numerusform>
            <numerusform>put on %Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Troubles</name>
    <message numerus="yes">
        <source>Its %n photo(s) stay, and can be searched.</source>
        <translation>
            <numerusform>Its %Ln photo stays, and can be searched.</numerusform>
            <numerusform>Its %Ln photos stay, and can be searched.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%Ln star</numerusform>
            <numerusform>%Ln stars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give %n star(s)</source>
        <translation>
            <numerusform>Give %Ln star</numerusform>
            <numerusform>Give %Ln stars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message numerus="yes">
        <source>%n file(s) moved to the trash.</source>
        <translation>
            <numerusform>%Ln file moved to the trash.</numerusform>
            <numerusform>%Ln files moved to the trash.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WriteDialog</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %Ln more</numerusform>
            <numerusform>… and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message numerus="yes">
        <source>%n selected photo(s)</source>
        <translation>
            <numerusform>%Ln selected photo</numerusform>
            <numerusform>%Ln selected photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n photo(s) that are shown</source>
        <translation>
            <numerusform>%Ln photo that is shown</numerusform>
            <numerusform>All %Ln photos that are shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write into the files of %n photo(s)</source>
        <translation>
            <numerusform>Write into the files of %Ln photo</numerusform>
            <numerusform>Write into the files of %Ln photos</numerusform>
        </translation>
    </message>
</context>
</TS>
